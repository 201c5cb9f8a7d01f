package fleet

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// demand keeps a fleet busy with so many shards at once, until the test's context is done.
func demand(ctx context.Context, f *Fleet, shards int, expected time.Duration) {
	lane := f.Lane()
	for range shards {
		go func() {
			for (<-compute(ctx, lane, expected)).err == nil {
			}
		}()
	}
}

func TestConcurrencyFollowsCapacityUpAndDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const threads, queue = 16, 64
		const work = 30 * time.Millisecond
		simulator := newModel(threads, queue, work)
		f := newFleet(Replica{"model", simulator.simulate})
		if f.Slots() != initialLimit {
			t.Fatalf("trusted with %d shards at first, want %d", f.Slots(), initialLimit)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		demand(ctx, f, 500, work)

		time.Sleep(3 * time.Second)
		computed, refused := simulator.during(3 * time.Second)
		full := int(3 * time.Second / work * threads)
		if computed < full*95/100 || refused > computed/100 {
			t.Errorf("%d of %d possible shards computed and %d refused, with %d slots", computed, full, refused, f.Slots())
		}
		if f.Slots() > 2*threads+1 {
			t.Errorf("%d slots: shards wait at the simulator rather than here", f.Slots())
		}

		simulator.lose(t, threads-2, threads-2+queue)
		time.Sleep(2 * time.Second)
		computed, refused = simulator.during(3 * time.Second)
		full = int(3 * time.Second / work * 2)
		if computed < full*75/100 || refused > computed/2 || f.Slots() > 8 {
			t.Errorf("after the loss %d of %d computed and %d refused, with %d slots", computed, full, refused, f.Slots())
		}
	})
}

func TestALimitThatIsNotUsedDoesNotRise(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		simulator := newModel(100, 0, 30*time.Millisecond)
		f := newFleet(Replica{"model", simulator.simulate})
		demand(t.Context(), f, 3, 30*time.Millisecond)
		time.Sleep(10 * time.Second)
		if f.Slots() > 4 {
			t.Errorf("three shards at once raised the limit to %d", f.Slots())
		}
	})
}

func TestABurstOfRefusalsIsOneRefusal(t *testing.T) {
	now := time.Now()
	m := newMember(Replica{})
	m.limit, m.inFlight = 100, 100
	for range 50 {
		m.settle(outcome{kind: refused}, now)
	}
	if m.limit != 70 {
		t.Errorf("limit is %v after one burst, want 70", m.limit)
	}
	m.settle(outcome{kind: refused}, now.Add(defaultRefusalPause))
	if m.limit != 49 {
		t.Errorf("limit is %v after a refusal later on, want 49", m.limit)
	}
}

func TestARefusalsRetryDelayIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		replica := &always{err: busy(3 * time.Second)}
		f := newFleet(Replica{"busy", replica.simulate})
		first := compute(t.Context(), f.Lane(), 0)
		synctest.Wait()
		second := compute(t.Context(), f.Lane(), 0)
		replica.becomes(nil)
		for _, shard := range []<-chan computed{first, second} {
			if got := <-shard; got.err != nil || got.took != 3*time.Second {
				t.Errorf("computed after %v, error %v, want after the 3 s that were asked for", got.took, got.err)
			}
		}
	})
}

func TestARefusedShardGoesElsewhereAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		full, free := &always{err: busy(time.Minute)}, &always{}
		f := newFleet(Replica{"full", full.simulate}, Replica{"free", free.simulate})
		if got := <-compute(t.Context(), f.Lane(), 0); got.err != nil || got.took > firstRetryDelay {
			t.Errorf("computed after %v, error %v", got.took, got.err)
		}
	})
}

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
			return right(request), sleep(ctx, time.Duration(request.GetSeed()))
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

func TestGivingUpReturnsTheSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet(newScript("only").replica())
		done, cancel := context.WithCancel(t.Context())
		cancel()
		for range 100 {
			if _, err := f.Lane().Acquire(done); err == nil {
				t.Fatal("a slot for a caller that has gone")
			}
			// A slot that was handed over at the moment of leaving.
			lane := f.Lane()
			f.gate.join(&lane.queue, nil).leave()
		}
		for range initialLimit {
			if _, err := f.Lane().Acquire(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := f.Lane().Acquire(ctx); err == nil {
			t.Error("a slot more than the limit")
		}
		f.gate.mu.Lock()
		defer f.gate.mu.Unlock()
		if len(f.gate.lanes) != 0 {
			t.Error("who has left still waits")
		}
	})
}

// Whatever happens, no replica has more shards than it may have, and nobody waits while
// there is room.
func TestSlotsAreNeitherLostNorInvented(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// A bare TB, because a bubble has no deadline to ask for.
		rapid.Check(struct{ testing.TB }{t}, func(t *rapid.T) {
			names := []string{"a", "b", "c"}
			var replicas []Replica
			for _, name := range names {
				replicas = append(replicas, Replica{Name: name})
			}
			g := newGate(replicas)
			lanes := []*laneQueue{{}, {}, {}}
			var waiting []*place
			var held []*member
			t.Repeat(map[string]func(*rapid.T){
				"join": func(t *rapid.T) {
					var than *member
					if rapid.Bool().Draw(t, "hedge") && len(held) > 0 {
						than = held[0]
					}
					waiting = append(waiting, g.join(rapid.SampledFrom(lanes).Draw(t, "lane"), than))
				},
				"leave": func(t *rapid.T) {
					if len(waiting) > 0 {
						i := rapid.IntRange(0, len(waiting)-1).Draw(t, "place")
						waiting[i].leave()
						waiting = slices.Delete(waiting, i, i+1)
					}
				},
				"take": func(*rapid.T) {
					waiting = slices.DeleteFunc(waiting, func(p *place) bool {
						select {
						case slot := <-p.turn:
							held = append(held, slot.member)
							return true
						default:
							return false
						}
					})
				},
				"release": func(t *rapid.T) {
					if len(held) > 0 {
						i := rapid.IntRange(0, len(held)-1).Draw(t, "slot")
						kind := outcomeKind(rapid.IntRange(int(answered), int(neither)).Draw(t, "outcome"))
						g.release(held[i], outcome{kind: kind})
						held = slices.Delete(held, i, i+1)
					}
				},
				"replace": func(t *rapid.T) {
					some := rapid.SliceOfDistinct(rapid.SampledFrom(replicas), func(r Replica) string { return r.Name })
					g.replace(some.Draw(t, "replicas"))
				},
				"pass time": func(t *rapid.T) {
					time.Sleep(time.Duration(rapid.IntRange(1, 2000).Draw(t, "ms")) * time.Millisecond)
				},
				"": func(t *rapid.T) { checkGate(t, g, waiting, held) },
			})
		})
	})
}

func checkGate(t *rapid.T, g *gate, waiting []*place, held []*member) {
	g.mu.Lock()
	defer g.mu.Unlock()
	inFlight := map[*member]int{}
	for _, m := range held {
		inFlight[m]++
	}
	for _, p := range waiting {
		select {
		case slot := <-p.turn:
			inFlight[slot.member]++
			p.turn <- slot
		default:
			if m := g.roomiest(p.than, time.Now()); m != nil {
				t.Fatalf("somebody waits while %s has room", m.replica.Name)
			}
		}
	}
	for _, m := range g.members {
		if m.inFlight != inFlight[m] {
			t.Fatalf("%s has %d shards, and the gate believes %d", m.replica.Name, inFlight[m], m.inFlight)
		}
		if m.limit < 1 || m.limit > maxLimit {
			t.Fatalf("%s has the limit %v", m.replica.Name, m.limit)
		}
	}
}
