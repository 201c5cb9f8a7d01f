package engine

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	chassis "github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	// A run whose holder is silent for this long is taken over.
	leaseDuration = 3 * time.Second
	// How often leases that are out are looked for.
	rescueInterval = 500 * time.Millisecond
	// How often runs on this replica are looked up that were cancelled on another.
	cancelInterval = 50 * time.Millisecond
	// Pause between tries to write the end of a run.
	retryInterval = 200 * time.Millisecond
	// Time for the last checkpoint when the service stops.
	handBackTimeout = 3 * time.Second
)

// Engine computes runs.
type Engine struct {
	store store.Store
	fleet *fleet.Fleet
	hub   *Hub
	pace  *pace

	mu sync.Mutex
	// Runs on this replica, and how to stop them.
	stops map[string]context.CancelCauseFunc
}

// errCancelled stops a run that was cancelled.
var errCancelled = errors.New("run cancelled")

// New is an engine at rest.
func New(runs store.Store, simulators *fleet.Fleet, hub *Hub) *Engine {
	return &Engine{
		store: runs, fleet: simulators, hub: hub, pace: newPace(),
		stops: map[string]context.CancelCauseFunc{},
	}
}

// Run computes runs, up to limit at once, until ctx is done; then it gives back what is
// not finished, with a last checkpoint.
func (e *Engine) Run(ctx context.Context, limit int) error {
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.Go(func() error { return every(ctx, rescueInterval, e.rescue) })
	tasks.Go(func() error { return every(ctx, cancelInterval, e.stopEnded) })
	tasks.Go(func() error { return e.store.Work(ctx, limit, e.compute) })
	return tasks.Wait()
}

// Stop stops a run on this replica at once, if it is here. The store must know first.
func (e *Engine) Stop(id string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if stop := e.stops[id]; stop != nil {
		stop(errCancelled)
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
	rescued, err := e.store.Rescue(ctx)
	if err != nil && ctx.Err() == nil {
		slog.WarnContext(ctx, "cannot look for abandoned runs", "error", err)
	}
	if rescued > 0 {
		slog.InfoContext(ctx, "took over abandoned runs", "runs", rescued)
	}
}

func (e *Engine) stopEnded(ctx context.Context) {
	ids := e.here()
	if len(ids) == 0 {
		return
	}
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
	ids := make([]string, 0, len(e.stops))
	for id := range e.stops {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// compute takes one run as far as it can: to its end, or to a last checkpoint.
func (e *Engine) compute(ctx context.Context, id string) {
	stored, err := e.store.Claim(ctx, id, leaseDuration)
	if err != nil {
		if !errors.Is(err, store.ErrLost) {
			slog.WarnContext(ctx, "cannot claim a run", "run", id, "error", err)
		}
		return
	}
	ctx = trace.With(ctx, stored.Traceparent)
	slog.InfoContext(ctx, "run started", "run", id, "attempt", stored.Attempt, "paths", stored.Plan.GetPaths())
	runCtx, stop := context.WithCancelCause(ctx)
	e.arrive(id, stop)
	attempt := newRun(e, stored)
	err = attempt.execute(runCtx)
	e.conclude(runCtx, attempt, err)
	e.leave(id)
	stop(nil)
}

func (e *Engine) arrive(id string, stop context.CancelCauseFunc) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.stops[id] = stop
}

func (e *Engine) leave(id string) {
	e.mu.Lock()
	delete(e.stops, id)
	e.mu.Unlock()
	e.hub.Left(id)
}

// conclude writes how an attempt ended.
func (e *Engine) conclude(ctx context.Context, attempt *run, err error) {
	id, number := attempt.stored.ID, attempt.stored.Attempt
	switch {
	case err == nil:
		checkpoint := attempt.tally.encode()
		e.persist(ctx, func(ctx context.Context) error { return e.store.Succeed(ctx, id, number, checkpoint) })
		slog.InfoContext(ctx, "run succeeded", "run", id)
	case errors.Is(err, store.ErrLost) || errors.Is(context.Cause(ctx), errCancelled):
		slog.InfoContext(ctx, "run stopped", "run", id)
	case ctx.Err() != nil:
		e.handBack(ctx, attempt)
	default:
		slog.ErrorContext(ctx, "run failed", "run", id, "error", err)
		failure := failureOf(err)
		e.persist(ctx, func(ctx context.Context) error { return e.store.Fail(ctx, id, number, failure) })
	}
}

// persist writes the end of a run, again and again while the store cannot. When the
// service stops first, the lease runs out and the run's last stretch is computed again.
func (e *Engine) persist(ctx context.Context, write func(context.Context) error) {
	for {
		err := write(ctx)
		if err == nil || errors.Is(err, store.ErrLost) || ctx.Err() != nil {
			return
		}
		slog.WarnContext(ctx, "cannot write the end of a run", "error", err)
		select {
		case <-time.After(retryInterval):
		case <-ctx.Done():
			return
		}
	}
}

// handBack leaves a run to whoever comes next, without a lease to wait for.
func (e *Engine) handBack(ctx context.Context, attempt *run) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handBackTimeout)
	defer cancel()
	err := e.store.Save(ctx, attempt.stored.ID, attempt.stored.Attempt, attempt.tally.encode(), 0)
	slog.InfoContext(ctx, "run handed back", "run", attempt.stored.ID, "error", err)
}

func failureOf(err error) store.Failure {
	if status.Code(err) == codes.InvalidArgument {
		return store.Failure{
			Reason:      chassis.ReasonName(errorsv1.ErrorReason_ERROR_REASON_INVALID_FIELDS),
			Description: "the simulator refused the schedule",
		}
	}
	return store.Failure{
		Reason:      chassis.ReasonName(errorsv1.ErrorReason_ERROR_REASON_INTERNAL),
		Description: "the simulators could not compute a shard",
	}
}
