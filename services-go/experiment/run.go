package experiment

import (
	"context"
	"errors"
	"time"

	"google.golang.org/protobuf/proto"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// run takes a turn with every poll, and when there is something to tell at once.
func (k *keeper) run(ctx context.Context) {
	poll := time.NewTicker(k.pollInterval)
	defer poll.Stop()
	for ctx.Err() == nil {
		k.turn(ctx)
		select {
		case <-ctx.Done():
		case <-poll.C:
		case <-k.wake:
		}
	}
}

// turn looks at the kill switches and the store, and tells the store what there is to tell.
func (k *keeper) turn(ctx context.Context) {
	k.readSwitches()
	k.look()
	if k.load(ctx) != nil {
		return
	}
	if k.flushDue() {
		k.report("evidence is kept for later", k.flush(ctx))
	}
	k.report("a change is put off", k.settle(ctx))
}

// finish tells the store what is left, when the experiment has ended.
func (k *keeper) finish(ctx context.Context) {
	k.mu.Lock()
	known := k.state != nil
	k.mu.Unlock()
	if !known {
		return
	}
	ctx = context.WithoutCancel(ctx)
	k.report("evidence is lost", k.flush(ctx))
	k.report("a change is lost", k.settle(ctx))
}

// report logs what the store could not be told.
func (k *keeper) report(what string, err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		k.log.Warn(what, "err", err)
	}
}

// load reads the state from the store.
func (k *keeper) load(ctx context.Context) error {
	k.mu.Lock()
	generation, first := k.generation, k.state == nil
	k.mu.Unlock()
	ctx, cancel := context.WithTimeout(ctx, k.storeTimeout)
	defer cancel()
	state, err := k.read(ctx)
	if err == nil && first {
		err = k.recall(ctx)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.reached(err)
	// What was adopted meanwhile is newer than what was read.
	if err == nil && generation == k.generation {
		k.adopt(state)
	}
	return err
}

func (k *keeper) read(ctx context.Context) (*rolloutv1.State, error) {
	state, err := k.store.State(ctx, k.name)
	if errors.Is(err, ErrNotFound) {
		initial := proto.CloneOf(k.initial)
		initial.ChangeTime = k.stamp()
		return k.store.Begin(ctx, k.name, initial)
	}
	return state, err
}

// reached takes note of whether the store can be reached. The mutex is held.
func (k *keeper) reached(err error) {
	if errors.Is(err, context.Canceled) {
		return
	}
	before := k.unreachable
	k.unreachable = err
	switch {
	case before == nil && err != nil:
		k.log.Warn("the store of the rollout cannot be reached; the last known stage holds", "err", err)
	case before != nil && err == nil:
		k.log.Info("the store of the rollout can be reached again")
	default:
		return
	}
	k.notify()
}
