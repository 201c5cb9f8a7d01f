package engine

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

const (
	checkpointInterval = time.Second
	publishInterval    = 100 * time.Millisecond
	// Time over which the rate of paths is measured, roughly.
	rateWindow = 2 * time.Second
	// Shards of one run at once, tries included.
	maxShardsInFlight = 128
)

// run is one attempt at one run. Its tally belongs to the goroutine of execute; shards
// are computed by others and come in by a channel.
type run struct {
	*Engine
	stored   *store.Run
	schedule *forecastv1.Schedule
	tally    *tally
	results  chan shardResult

	told      news
	rate      float64
	rateFrom  time.Time
	rateDone  uint64
	published time.Time
	saved     time.Time
}

// news is what watchers want to hear of.
type news struct {
	done       uint64
	waitingFor string
}

type shardResult struct {
	shard  pathRange
	answer *simulationv1.SimulateResponse
}

func newRun(engine *Engine, stored *store.Run) *run {
	r := &run{
		Engine:   engine,
		stored:   stored,
		schedule: plan.Schedule(stored.Plan),
		tally:    decodeTally(stored.Checkpoint, years(stored.Plan)),
		results:  make(chan shardResult),
	}
	r.rateFrom, r.rateDone = time.Now(), r.tally.finished.count()
	r.saved = r.rateFrom
	return r
}

// execute computes what is missing. It returns nil when every path is merged.
func (r *run) execute(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	shards, ctx := errgroup.WithContext(ctx)
	gaps := r.tally.finished.gaps(uint64(r.stored.Plan.GetPaths()))
	sent := make(chan error, 1)
	go func() {
		err := r.send(ctx, shards, gaps)
		sent <- errors.Join(err, shards.Wait())
	}()
	tick := time.NewTicker(publishInterval)
	defer tick.Stop()
	r.publish()
	for {
		select {
		case result := <-r.results:
			r.tally.add(result.shard, result.answer)
		case <-tick.C:
		case err := <-sent:
			return firstError(err)
		}
		if err := r.report(ctx); err != nil {
			return err
		}
	}
}

// firstError prefers what went wrong to the cancellation that followed from it.
func firstError(err error) error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			if !errors.Is(one, context.Canceled) {
				return one
			}
		}
	}
	return err
}

// send hands the paths of all gaps out as shards, asking for one slot at a time.
func (r *run) send(ctx context.Context, shards *errgroup.Group, gaps []pathRange) error {
	left := uint64(0)
	for _, gap := range gaps {
		left += gap.count()
	}
	places := make(chan struct{}, maxShardsInFlight)
	for _, gap := range gaps {
		for gap.count() > 0 {
			// A place before a slot: who waits for a place must not hold up others.
			places <- struct{}{}
			slot, err := r.fleet.Acquire(ctx)
			if err != nil {
				return err
			}
			paths := min(r.pace.shardPaths(left, months(r.stored.Plan), r.fleet.Slots()), gap.count())
			shard := pathRange{gap.first, gap.first + paths}
			gap.first, left = shard.end, left-paths
			shards.Go(func() error {
				defer func() { <-places }()
				expected := r.pace.expected(paths, months(r.stored.Plan))
				answer, err := r.fleet.Simulate(ctx, slot, r.request(shard), expected)
				if err != nil {
					return err
				}
				return r.deliver(ctx, shardResult{shard, answer})
			})
		}
	}
	return nil
}

func (r *run) request(shard pathRange) *simulationv1.SimulateRequest {
	return &simulationv1.SimulateRequest{
		InitialBalance: r.stored.Plan.GetInitialBalance(),
		Drift:          r.schedule.GetDrift(),
		Volatility:     r.schedule.GetVolatility(),
		Flow:           r.schedule.GetFlow(),
		Seed:           r.stored.Plan.GetSeed(),
		FirstPath:      shard.first,
		PathCount:      uint32(shard.count()),
	}
}

func (r *run) deliver(ctx context.Context, result shardResult) error {
	r.pace.measured(result.shard, months(r.stored.Plan), result.answer)
	select {
	case r.results <- result:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// report tells watchers and writes a checkpoint, each when its time has come.
func (r *run) report(ctx context.Context) error {
	now := time.Now()
	if now.Sub(r.published) >= publishInterval {
		r.measureRate(now)
		r.publishChange()
	}
	if now.Sub(r.saved) < checkpointInterval {
		return nil
	}
	r.saved = now
	err := r.store.Save(ctx, r.stored.ID, r.stored.Attempt, r.tally.encode(), leaseDuration)
	if err != nil && !errors.Is(err, store.ErrLost) {
		// The run goes on; the next checkpoint may succeed before the lease is out.
		slog.WarnContext(ctx, "checkpoint failed", "run", r.stored.ID, "error", err)
		return nil
	}
	return err
}

func (r *run) measureRate(now time.Time) {
	done := r.tally.finished.count()
	elapsed := now.Sub(r.rateFrom)
	if elapsed < 5*publishInterval && r.rate > 0 {
		return
	}
	measured := float64(done-r.rateDone) / elapsed.Seconds()
	weight := min(1, elapsed.Seconds()/rateWindow.Seconds())
	if r.rate == 0 {
		weight = 1
	}
	r.rate += weight * (measured - r.rate)
	r.rateFrom, r.rateDone = now, done
}

// publishChange publishes when there is something new.
func (r *run) publishChange() {
	news := news{r.tally.finished.count(), r.fleet.WaitingFor()}
	if news != r.told {
		r.told = news
		r.publish()
	}
}

func (r *run) publish() {
	now := time.Now()
	r.published = now
	r.tally.changes++
	r.hub.publish(&forecastv1.Forecast{
		Id:         r.stored.ID,
		Plan:       r.stored.Plan,
		CreateTime: timestamppb.New(r.stored.Created),
		Revision:   revision(r.stored.Attempt, r.tally.changes),
		State: &forecastv1.Forecast_Running{
			Running: runningView(r.stored, r.tally, now, r.rate, r.fleet.WaitingFor()),
		},
	})
}
