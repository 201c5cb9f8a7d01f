package fleet

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func TestLanesTakeTurns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		replica := newScript("only")
		f := newFleet(replica.replica())
		huge, small := f.Lane(), f.Lane()
		for range 200 {
			compute(ctx, huge, time.Hour)
		}
		synctest.Wait()
		var ended []<-chan computed
		for range 3 {
			ended = append(ended, compute(ctx, small, time.Hour))
		}
		synctest.Wait()
		// The two of the huge run that are at work, then one of each run in turn.
		for range 2 + 2*len(ended) {
			(<-replica.calls).answer(right(aShard()), nil)
			synctest.Wait()
		}
		for _, shard := range ended {
			select {
			case got := <-shard:
				if got.err != nil {
					t.Error(got.err)
				}
			default:
				t.Error("a shard of the small run waits behind the huge run")
			}
		}
	})
}

func TestLanesAreGivenTheSameWork(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const threads = 4
		f := newFleet(Replica{"model", func(
			ctx context.Context, request *simulationv1.SimulateRequest,
		) (*simulationv1.SimulateResponse, error) {
			response := right(request)
			// As if one shard waited: the limit stays.
			response.ComputeNanos = request.GetSeed() * (threads - 1) / threads
			return response, sleep(ctx, time.Duration(request.GetSeed()))
		}})
		trust(f, threads)
		const long, short = 40 * time.Millisecond, 5 * time.Millisecond
		given := map[time.Duration]time.Duration{}
		var mu sync.Mutex
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		for work, callers := range map[time.Duration]int{long: 100, short: 2 * threads} {
			lane := f.Lane()
			for range callers {
				go func() {
					for {
						slot, err := lane.Acquire(ctx)
						if err != nil {
							return
						}
						request := aShard()
						request.Seed = uint64(work)
						if _, err := lane.Simulate(ctx, slot, request, work); err == nil {
							mu.Lock()
							given[work] += work
							mu.Unlock()
						}
					}
				}()
			}
		}
		time.Sleep(10 * time.Second)
		mu.Lock()
		defer mu.Unlock()
		if a, b := given[long], given[short]; a < 19*time.Second || b < 19*time.Second {
			t.Errorf("long shards were given %v, short ones %v", a, b)
		}
	})
}

// A lane that comes late is not owed what the others were given before.
func TestALateLaneDoesNotCatchUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		replica := newScript("only")
		f := newFleet(replica.replica())
		answer := func(shards int) {
			for range shards {
				time.Sleep(time.Millisecond)
				(<-replica.calls).answer(right(aShard()), nil)
				synctest.Wait()
			}
		}
		early, late := f.Lane(), f.Lane()
		var ofEarly []<-chan computed
		for range 200 {
			ofEarly = append(ofEarly, compute(ctx, early, time.Hour))
		}
		answer(100)
		for range 200 {
			compute(ctx, late, time.Hour)
		}
		before := ended(ofEarly)
		answer(40)
		if given := ended(ofEarly) - before; given < 18 || given > 22 {
			t.Errorf("of 40 shards %d went to the lane that was there first", given)
		}
	})
}

func ended(shards []<-chan computed) int {
	count := 0
	for _, shard := range shards {
		count += len(shard)
	}
	return count
}
