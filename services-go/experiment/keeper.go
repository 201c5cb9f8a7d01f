package experiment

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/trivium/trivium/services-go/experiment/budget"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// keeper keeps one replica's part of a rollout in step with the store. Calls read the route
// and leave observations; everything that takes time is done by run, or by those who steer.
type keeper struct {
	settings
	// How calls go at present.
	route atomic.Pointer[route]
	// What is observed at the present version of the state.
	tally tally
	// What is seen at present.
	control, candidate arm
	// The control's 99th percentile in picoseconds by unit of work, as bits of a float; 0 before
	// it is known.
	usual atomic.Uint64
	// Ends with the experiment.
	lifetime context.Context
	end      context.CancelFunc
	// Asks for a turn before the next poll.
	wake chan struct{}

	// Held while the store is told what was observed.
	flushing sync.Mutex

	mu sync.Mutex
	// As the store had it last; nil until it was reached.
	state *rolloutv1.State
	// Counts the states that were taken over.
	generation int
	// Why the store cannot be reached; nil when it can.
	unreachable error
	// What all replicas observed at this version, as the store had it last; and what it is
	// being told.
	sum, sending *rolloutv1.Evidence
	window       budget.Window
	flushed      time.Time
	stored       uint64
	waiting      waiting
	builds       builds
	switches     switches
	isChanged    chan struct{}
}

// settings are the options that do not depend on the types of messages.
type settings struct {
	name          string
	hasControl    bool
	controlBuild  Build
	contractHash  string
	initial       *rolloutv1.State
	limits        budget.Limits
	store         Store
	pollInterval  time.Duration
	flushInterval time.Duration
	storeTimeout  time.Duration
	now           func() time.Time
	log           *slog.Logger
}

func newKeeper[Q, S proto.Message](options *Options[Q, S]) *keeper {
	lifetime, end := context.WithCancel(context.Background())
	k := &keeper{
		settings: settings{
			name:          options.Name,
			hasControl:    options.Control != nil,
			controlBuild:  options.ControlBuild,
			contractHash:  options.ContractHash,
			initial:       options.initialState(),
			limits:        options.Limits,
			store:         options.Store,
			pollInterval:  options.PollInterval,
			flushInterval: options.FlushInterval,
			storeTimeout:  options.StoreTimeout,
			now:           options.Now,
			log:           options.Logger.With("rollout", options.Name),
		},
		lifetime:  lifetime,
		end:       end,
		wake:      make(chan struct{}, 1),
		switches:  switches{all: options.KillSwitches},
		isChanged: make(chan struct{}),
	}
	if k.controlBuild != (Build{}) {
		k.control.seen(k.controlBuild)
	}
	k.reroute()
	k.readSwitches()
	return k
}

// changed is closed when the state or the kill switch changes next.
func (k *keeper) changed() <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.isChanged
}

// notify tells that the state or the kill switch has changed. The mutex is held.
func (k *keeper) notify() {
	close(k.isChanged)
	k.isChanged = make(chan struct{})
}

// hurry asks for a turn of run before the next poll.
func (k *keeper) hurry() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// controlBuildOf is the build of the control that gave an answer.
func (k *keeper) controlBuildOf(answered Build) Build {
	if k.controlBuild != (Build{}) {
		return k.controlBuild
	}
	return answered
}

// controlID is the build of the control, as it answered last.
func (k *keeper) controlID() string { return k.control.last().ID }

// stamp is the time, as it is stored.
func (k *keeper) stamp() *timestamppb.Timestamp { return timestamppb.New(k.now()) }
