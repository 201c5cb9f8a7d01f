package experiment_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func withSwitch(stage rolloutv1.Stage, switches ...experiment.KillSwitch) func(*experiment.Options[request, response]) {
	return func(o *experiment.Options[request, response]) {
		proven(stage, 10000)(o)
		o.KillSwitches = switches
	}
}

func TestKillByFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "kill")
		w := start(t, withSwitch(reversed, experiment.KillFile(path)))
		if w.view().GetKillSwitch().GetOn() {
			t.Fatal("it is on without a file")
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		view := w.untilStage(off)
		if s := view.GetKillSwitch(); !s.GetOn() || s.GetDescription() != "the file "+path {
			t.Errorf("the switch is %v", s)
		}
		if entry := w.newest(); entry.GetActor() != "trivium" || !strings.Contains(entry.GetReason(), path) {
			t.Errorf("the audit entry is %v", entry)
		}
		refused(t, w.set(shadow), "the kill switch is on")
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		w.until("the switch is off", func(v *rolloutv1.Rollout) bool { return !v.GetKillSwitch().GetOn() })
		if err := w.set(shadow); err != nil {
			t.Errorf("forward again: %v", err)
		}
	})
}

func TestAKillFileThatCannotBeReadChangesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := t.TempDir()
		w := start(t, withSwitch(reversed, experiment.KillFile(path)))
		view := w.until("it is said", func(v *rolloutv1.Rollout) bool {
			return strings.Contains(v.GetKillSwitch().GetDescription(), path+" cannot be read")
		})
		if view.GetKillSwitch().GetOn() || view.GetState().GetStage() != reversed {
			t.Errorf("the rollout is %v", view)
		}
		if by := buildOf(w.do(1)).ID; by != "rust-1" {
			t.Errorf("%s answers", by)
		}
	})
}

// A switch that was on, and cannot be read any more, stays on.
func TestASwitchStaysAsItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var broken atomic.Bool
		w := start(t, withSwitch(reversed, experiment.KillSwitch{Name: "a switch", On: func() (bool, error) {
			if broken.Load() {
				return false, errors.New("it is gone")
			}
			return true, nil
		}}))
		w.untilStage(off)
		broken.Store(true)
		w.until("it is said", func(v *rolloutv1.Rollout) bool {
			return v.GetKillSwitch().GetOn() && strings.Contains(v.GetKillSwitch().GetDescription(), "it is gone")
		})
	})
}

func TestKillByVariable(t *testing.T) {
	for value, want := range map[string]bool{"1": true, "true": true, "0": false, "": false} {
		t.Setenv("TEST_ROLLOUT_KILL", value)
		if on, err := experiment.KillVariable("TEST_ROLLOUT_KILL").On(); on != want || err != nil {
			t.Errorf("%q: %v, %v", value, on, err)
		}
	}
	t.Setenv("TEST_ROLLOUT_KILL", "perhaps")
	if _, err := experiment.KillVariable("TEST_ROLLOUT_KILL").On(); err == nil {
		t.Error("perhaps is no fault")
	}
}

func TestKillByOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(reversed, 10000))
		stored, err := w.Kill(t.Context(), "it smells", "bob")
		if !stored || err != nil {
			t.Fatalf("stored: %v, %v", stored, err)
		}
		if by := buildOf(w.do(1)).ID; by != "go-1" {
			t.Errorf("%s answers", by)
		}
		view := w.view()
		if view.GetState().GetStage() != off || view.GetKillSwitch().GetOn() {
			t.Errorf("the rollout is %v", view)
		}
		if entry := w.newest(); entry.GetActor() != "bob" || entry.GetReason() != "it smells" {
			t.Errorf("the audit entry is %v", entry)
		}
		if stored, err := w.Kill(t.Context(), "again", "bob"); !stored || err != nil {
			t.Errorf("a second time: %v, %v", stored, err)
		}
		if err := w.set(shadow); err != nil {
			t.Errorf("forward again: %v", err)
		}
	})
}

// A kill is obeyed before the first call, and by calls that are under way.
func TestAKillHoldsBackAnswersThatAreUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(reversed, 0))
		candidate, called, release := blocked()
		w.candidate.does(candidate)
		answered := make(chan string, 1)
		go func() {
			r, _ := w.Do(t.Context(), seeded(1))
			answered <- buildOf(r).ID
		}()
		<-called
		if _, err := w.Kill(t.Context(), "it smells", "bob"); err != nil {
			t.Fatal(err)
		}
		close(release)
		if by := <-answered; by != "go-1" {
			t.Errorf("%s answers", by)
		}
	})
}
