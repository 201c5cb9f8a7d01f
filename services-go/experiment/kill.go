package experiment

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// KillSwitch is something that is looked at with every poll, and makes the control answer while
// it is on, whether the store can be reached or not.
type KillSwitch struct {
	// Name is what it is, such as "the file /run/kill".
	Name string
	// On tells whether it is on. While that cannot be told it stays as it was.
	On func() (bool, error)
}

// KillFile is a switch that is on while there is a file.
func KillFile(path string) KillSwitch {
	return KillSwitch{Name: "the file " + path, On: func() (bool, error) { return isFile(path) }}
}

func isFile(path string) (bool, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular():
		return false, errors.New("it is no file")
	}
	file, err := os.Open(path)
	if err != nil {
		return false, err
	}
	return true, file.Close()
}

// KillVariable is a switch that is on while a variable of the environment is true, such as 1.
func KillVariable(name string) KillSwitch {
	return KillSwitch{Name: "the variable " + name, On: func() (bool, error) {
		value := os.Getenv(name)
		if value == "" {
			return false, nil
		}
		return strconv.ParseBool(value)
	}}
}

// switches are the kill switches as they were looked at last.
type switches struct {
	all []KillSwitch
	// One for each of them.
	seen []switchSeen
}

// switchSeen is a kill switch as it was looked at last.
type switchSeen struct {
	on    bool
	fault error
}

// readSwitches looks at the kill switches.
func (k *keeper) readSwitches() {
	k.mu.Lock()
	defer k.mu.Unlock()
	before := k.killSwitch()
	if k.switches.seen == nil {
		k.switches.seen = make([]switchSeen, len(k.switches.all))
	}
	for i, one := range k.switches.all {
		on, err := one.look(k.log, k.switches.seen[i].fault)
		if err == nil {
			k.switches.seen[i].on = on
		}
		k.switches.seen[i].fault = err
	}
	after := k.killSwitch()
	if before.GetOn() == after.GetOn() && before.GetDescription() == after.GetDescription() {
		return
	}
	k.log.Warn("the kill switch", "on", after.GetOn(), "description", after.GetDescription())
	k.reroute()
	k.notify()
}

// killed tells whether the control must answer, and by whose order. The mutex is held.
func (k *keeper) killed() (order, bool) {
	if k.waiting.kill != nil {
		return *k.waiting.kill, true
	}
	for i, seen := range k.switches.seen {
		if seen.on {
			return order{reason: "the kill switch is on: " + k.switches.all[i].Name, actor: Itself}, true
		}
	}
	return order{}, false
}

// killSwitch describes the switch. The mutex is held.
func (k *keeper) killSwitch() *rolloutv1.KillSwitch {
	view := &rolloutv1.KillSwitch{}
	for i, seen := range k.switches.seen {
		switch name := k.switches.all[i].Name; {
		case seen.fault != nil:
			view.Description = fmt.Sprintf("%s cannot be read: %v", name, seen.fault)
		case seen.on:
			view.Description = name
		}
	}
	order, on := k.killed()
	if view.On = on; on && k.waiting.kill != nil {
		view.Description = fmt.Sprintf("%s, by %s", order.reason, order.actor)
	}
	return view
}
