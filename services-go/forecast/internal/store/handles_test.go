package store_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestWhatWasWrittenIsThereAfterARestart(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		before := d.handle(t)
		queued, saved, done := created(t, before), claimed(t, before), claimed(t, before)
		must(t, before.Save(t.Context(), saved.ID, saved.Attempt, checkpointOf(400), lease))
		must(t, before.Succeed(t.Context(), done.ID, done.Attempt, checkpointOf(1000)))
		want, err := before.List(t.Context(), "", 10)
		must(t, err)
		must(t, before.Close())

		after := d.handle(t)
		have, err := after.List(t.Context(), "", 10)
		must(t, err)
		if !slices.EqualFunc(have, want, sameRun) {
			t.Errorf("got %+v, want %+v", have, want)
		}
		for id, paths := range map[string]uint64{saved.ID: 400, done.ID: 1000} {
			run, err := after.Get(t.Context(), id)
			must(t, err)
			if !proto.Equal(run.Checkpoint, checkpointOf(paths)) {
				t.Errorf("got %v, want %d paths", run.Checkpoint, paths)
			}
		}
		startWorker(t, after, 8, claimAndHold(after))
		until(t, "the queued run is at work", func() bool { return attemptOf(t, after, queued.ID) == 1 })
		expire(t, d, after)
		until(t, "the saved run is at work", func() bool { return attemptOf(t, after, saved.ID) == 2 })
	})
}

func TestOneOfManyClaimsWins(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		handles := []store.Store{d.handle(t), d.handle(t)}
		run := created(t, handles[0])
		const claims = 12
		errs := make([]error, claims)
		var calls sync.WaitGroup
		for i := range claims {
			calls.Go(func() { _, errs[i] = handles[i%2].Claim(t.Context(), run.ID, lease) })
		}
		calls.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, store.ErrLost) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d claims won", won)
		}
	})
}

func TestReplicasShareTheQueueAndNeverARun(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		handles := []store.Store{d.handle(t), d.handle(t)}
		claims := make(chan *store.Run, 100)
		claimAndEnd := func(s store.Store) func(ctx context.Context, id string) {
			return func(ctx context.Context, id string) {
				if run, err := s.Claim(ctx, id, lease); err == nil {
					claims <- run
					_ = s.Succeed(ctx, run.ID, run.Attempt, run.Checkpoint)
				}
			}
		}
		for _, s := range handles {
			startWorker(t, s, 4, claimAndEnd(s))
		}
		want := map[string]bool{}
		for i := range 20 {
			want[created(t, handles[i%2]).ID] = true
		}
		for range 20 {
			run := wait(t, "a claim", claims)
			if run.Attempt != 1 || !want[run.ID] {
				t.Errorf("%s was claimed again: attempt %d", run.ID, run.Attempt)
			}
			delete(want, run.ID)
		}
	})
}

func TestReplicasRescueARunOnce(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		handles := []store.Store{d.handle(t), d.handle(t)}
		const runs = 10
		for range runs {
			claimed(t, handles[0])
		}
		d.clock.advance(lease)
		rescued := make([]int, 8)
		var calls sync.WaitGroup
		for i := range rescued {
			calls.Go(func() {
				var err error
				if rescued[i], err = handles[i%2].Rescue(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		calls.Wait()
		sum := 0
		for _, n := range rescued {
			sum += n
		}
		if sum != runs {
			t.Errorf("%d rescues of %d runs", sum, runs)
		}
	})
}

// outlineOf is a run as a list has it.
func outlineOf(run *store.Run) *store.Run {
	outline := *run
	outline.Checkpoint = proto.CloneOf(run.Checkpoint)
	outline.Checkpoint.Years = nil
	return &outline
}

func sameRun(a, b *store.Run) bool {
	return a.ID == b.ID && a.RequestID == b.RequestID && a.Traceparent == b.Traceparent &&
		a.State == b.State && a.Attempt == b.Attempt && a.Failure == b.Failure &&
		a.Created.Equal(b.Created) && a.Started.Equal(b.Started) && a.Ended.Equal(b.Ended) &&
		proto.Equal(a.Plan, b.Plan) && proto.Equal(a.Checkpoint, b.Checkpoint)
}

func attemptOf(t *testing.T, s store.Store, id string) uint32 {
	t.Helper()
	run, err := s.Get(t.Context(), id)
	must(t, err)
	return run.Attempt
}
