package fleet

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

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
		if f.Slots() > threads+4 {
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

func TestFewShardsWaitAtAReplica(t *testing.T) {
	for _, threads := range []int64{1, 2, 8, 64} {
		synctest.Test(t, func(t *testing.T) {
			const work = 30 * time.Millisecond
			simulator := newModel(threads, 1000, work)
			f := newFleet(Replica{"model", simulator.simulate})
			trust(f, 100)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			demand(ctx, f, 200, work)
			time.Sleep(20 * time.Second)
			for range 100 {
				time.Sleep(work)
				if waiting := int64(f.Slots()) - threads; waiting < 0 || waiting > 3+threads/16 {
					t.Errorf("%d shards wait for %d threads", waiting, threads)
				}
			}
			computed, refused := simulator.during(time.Second)
			if full := int(time.Second / work * time.Duration(threads)); computed < full*98/100 || refused > 0 {
				t.Errorf("%d of %d possible shards computed, and %d refused", computed, full, refused)
			}
		})
	}
}

// The time on the way is no sign that a replica is full.
func TestAFarReplicaIsKeptBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const threads = 16
		const work, way = 30 * time.Millisecond, 10 * time.Millisecond
		simulator := newModel(threads, 64, work)
		f := newFleet(Replica{"far", func(
			ctx context.Context, request *simulationv1.SimulateRequest,
		) (*simulationv1.SimulateResponse, error) {
			if err := sleep(ctx, way); err != nil {
				return nil, err
			}
			return simulator.simulate(ctx, request)
		}})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		demand(ctx, f, 500, work)
		time.Sleep(3 * time.Second)
		computed, refused := simulator.during(3 * time.Second)
		if full := int(3 * time.Second / work * threads); computed < full*95/100 || refused > 0 {
			t.Errorf("%d of %d possible shards computed and %d refused, with %d slots", computed, full, refused, f.Slots())
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
