package engine

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	// A run whose holder is silent for this long is taken over.
	leaseDuration = 3 * time.Second
	// How often leases that are out are looked for.
	rescueInterval = 500 * time.Millisecond
	// How often runs on this replica are looked up that were cancelled on another.
	cancelInterval = 75 * time.Millisecond
	// How often runs that ended too long ago are looked for.
	forgetInterval = time.Minute
)

// Engine computes runs.
type Engine struct {
	store store.Store
	fleet *fleet.Fleet
	hub   *Hub
	pace  *pace
	// keep is how long a run is kept when it has ended.
	keep time.Duration

	mu sync.Mutex
	// The latest attempt at each run on this replica.
	attempts map[string]*attempt
}

// New is an engine at rest. It forgets runs so long after they ended.
func New(runs store.Store, simulators *fleet.Fleet, hub *Hub, keep time.Duration) *Engine {
	return &Engine{
		store: runs, fleet: simulators, hub: hub, pace: newPace(), keep: keep,
		attempts: map[string]*attempt{},
	}
}

// Run computes runs, up to limit at once, until ctx is done; then it gives back what is
// not finished, with a last checkpoint.
func (e *Engine) Run(ctx context.Context, limit int) error {
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.Go(func() error { return every(ctx, rescueInterval, e.rescue) })
	tasks.Go(func() error { return every(ctx, cancelInterval, e.stopEnded) })
	tasks.Go(func() error { return every(ctx, forgetInterval, e.forget) })
	tasks.Go(func() error { return e.store.Work(ctx, limit, e.compute) })
	return tasks.Wait()
}

// Stop stops a run on this replica at once, if it is here. The store must know first.
func (e *Engine) Stop(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if a := e.attempts[id]; a != nil {
		a.stop()
	}
}

func every(ctx context.Context, interval time.Duration, do func(context.Context)) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		do(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil
		}
	}
}

func (e *Engine) rescue(ctx context.Context) {
	upkeep(ctx, e.store.Rescue, "cannot look for abandoned runs", "took over abandoned runs")
}

func (e *Engine) forget(ctx context.Context) {
	old := func(ctx context.Context) (int, error) { return e.store.Forget(ctx, time.Now().Add(-e.keep)) }
	upkeep(ctx, old, "cannot forget old runs", "forgot old runs")
}

// upkeep has the store see to runs, and logs how many there were, or that it failed.
func upkeep(ctx context.Context, do func(context.Context) (int, error), failed, done string) {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	runs, err := do(ctx)
	if err != nil && !errors.Is(ctx.Err(), context.Canceled) {
		slog.WarnContext(ctx, failed, "error", err)
	}
	if runs > 0 {
		slog.InfoContext(ctx, done, "runs", runs)
	}
}

func (e *Engine) stopEnded(ctx context.Context) {
	ids := e.here()
	if len(ids) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	ended, err := e.store.Ended(ctx, ids)
	if err != nil {
		return // The next checkpoint tells as well.
	}
	for _, id := range ended {
		e.Stop(id)
	}
}

func (e *Engine) here() []string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Sorted(maps.Keys(e.attempts))
}

// compute takes one run as far as it can: to its end, or to a last checkpoint.
func (e *Engine) compute(ctx context.Context, id string) {
	run := e.claim(ctx, id)
	if run == nil {
		return
	}
	ctx, stop := context.WithCancel(trace.With(ctx, run.Traceparent))
	defer stop()
	slog.InfoContext(ctx, "run started", "run", id, "attempt", run.Attempt, "paths", run.Plan.GetPaths())
	a := newAttempt(e, run, stop)
	e.arrive(a)
	defer e.leave(a)
	e.conclude(ctx, a, guarded(func() error { return a.execute(ctx) })())
}

// arrive makes an attempt the latest. An earlier one can only be here still because it
// does not know yet that it has lost the run.
func (e *Engine) arrive(a *attempt) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if earlier := e.attempts[a.run.ID]; earlier != nil {
		earlier.stop()
	}
	e.attempts[a.run.ID] = a
}

func (e *Engine) leave(a *attempt) {
	a.publication.close()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.attempts[a.run.ID] == a {
		delete(e.attempts, a.run.ID)
	}
}
