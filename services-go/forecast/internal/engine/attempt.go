package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// Shards of one attempt at once, tries included.
const maxShardsInFlight = 128

// attempt is one try at a run. Its tally belongs to the goroutine of execute; shards are
// computed by others and come in by a channel.
type attempt struct {
	run         *store.Run
	schedule    *forecastv1.Schedule
	fleet       *fleet.Fleet
	lane        *fleet.Lane
	pace        *pace
	publication *publication
	saver       *saver
	// stop ends the attempt.
	stop context.CancelFunc

	tally   *tally
	results chan shardResult
}

type shardResult struct {
	shard  pathRange
	answer *simulationv1.SimulateResponse
}

func newAttempt(e *Engine, run *store.Run, stop context.CancelFunc) *attempt {
	return &attempt{
		run:         run,
		schedule:    plan.Schedule(run.Plan),
		fleet:       e.fleet,
		lane:        e.fleet.Lane(),
		pace:        e.pace,
		publication: e.hub.open(run.ID),
		saver:       newSaver(e, run),
		stop:        stop,
		tally:       newTally(years(run.Plan)),
		results:     make(chan shardResult),
	}
}

var errPanicked = errors.New("panic")

// guarded makes an error of a panic: a run that leads to one fails, for the next attempt
// would meet it again; the process and the other runs go on.
func guarded(do func() error) func() error {
	return func() (err error) {
		defer func() {
			if cause := recover(); cause != nil {
				err = fmt.Errorf("%w: %v\n%s", errPanicked, cause, debug.Stack())
			}
		}()
		return do()
	}
}

// execute computes what is missing. It returns nil when every path is merged; else the
// context's error, or that of a shard. No work goes on then.
func (a *attempt) execute(ctx context.Context) error {
	a.tally = decodeTally(a.run.Checkpoint, years(a.run.Plan))
	shards, shardsCtx := errgroup.WithContext(ctx)
	shards.Go(guarded(func() error { return a.send(shardsCtx, shards) }))
	ended := make(chan error, 1)
	go func() { ended <- shards.Wait() }()
	defer a.saver.finish()
	tick := time.NewTicker(publishInterval)
	defer tick.Stop()
	progress := newProgress(a)
	progress.publish()
	for {
		select {
		case result := <-a.results:
			a.tally.add(result.shard, result.answer)
		case <-tick.C:
			progress.publishNews()
			a.saver.saveWhenDue(ctx, a.tally)
		case err := <-a.saver.done:
			if lost := a.saver.saved(ctx, err); lost {
				a.stop()
			}
		case err := <-ended:
			return err
		}
	}
}

// send hands the paths of all gaps out as shards, asking for one slot at a time.
func (a *attempt) send(ctx context.Context, shards *errgroup.Group) error {
	gaps := a.tally.finished.gaps(uint64(a.run.Plan.GetPaths()))
	left := uint64(0)
	for _, gap := range gaps {
		left += gap.count()
	}
	places := make(chan struct{}, maxShardsInFlight)
	for _, gap := range gaps {
		for gap.count() > 0 {
			// A place before a slot: who waits for a place must not hold up others.
			select {
			case places <- struct{}{}:
			case <-ctx.Done():
				return ctx.Err()
			}
			slot, err := a.lane.Acquire(ctx)
			if err != nil {
				return err
			}
			paths := min(a.pace.shardPaths(left, months(a.run.Plan), a.fleet.Slots()), gap.count())
			shard := pathRange{gap.first, gap.first + paths}
			gap.first, left = shard.end, left-paths
			shards.Go(guarded(func() error {
				defer func() { <-places }()
				return a.compute(ctx, slot, shard)
			}))
		}
	}
	return nil
}

// compute computes one shard and delivers it to be merged.
func (a *attempt) compute(ctx context.Context, slot fleet.Slot, shard pathRange) error {
	expected := a.pace.expected(shard.count(), months(a.run.Plan))
	answer, err := a.lane.Simulate(ctx, slot, a.request(shard), expected)
	if err != nil {
		return err
	}
	a.pace.measured(shard, months(a.run.Plan), answer)
	select {
	case a.results <- shardResult{shard, answer}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (a *attempt) request(shard pathRange) *simulationv1.SimulateRequest {
	return &simulationv1.SimulateRequest{
		InitialBalance: a.run.Plan.GetInitialBalance(),
		Drift:          a.schedule.GetDrift(),
		Volatility:     a.schedule.GetVolatility(),
		Flow:           a.schedule.GetFlow(),
		Seed:           a.run.Plan.GetSeed(),
		FirstPath:      shard.first,
		PathCount:      uint32(shard.count()),
	}
}
