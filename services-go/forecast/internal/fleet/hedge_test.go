package fleet

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// twoReplicas is a fleet, and its replicas: the one that gets the first shard comes first.
func twoReplicas() (*Fleet, *script, *script) {
	first, second := newScript("first"), newScript("second")
	return newFleet(first.replica(), second.replica()), first, second
}

func TestAStragglerIsHedgedAndTheFirstAnswerWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, first, second := twoReplicas()
		shard := compute(t.Context(), f.Lane(), 100*time.Millisecond)
		straggler, hedge := <-first.calls, <-second.calls
		if late := hedge.at.Sub(straggler.at); late != 400*time.Millisecond {
			t.Errorf("hedged after %v, want four times the expected time", late)
		}
		hedge.answer(right(aShard()), nil)
		if got := <-shard; got.err != nil || got.took != 400*time.Millisecond {
			t.Errorf("answered after %v, error %v", got.took, got.err)
		}
		<-straggler.ctx.Done()
		synctest.Wait()
		if time.Since(hedge.at) != 0 {
			t.Error("the loser was not cancelled at once")
		}
		expectIdle(t, f)
		if first, second := known(f, 0), known(f, 1); !first.silent || second.silent {
			t.Errorf("blamed: first %v, second %v", first.silent, second.silent)
		}
	})
}

func TestTheStragglerMayStillWin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, first, second := twoReplicas()
		shard := compute(t.Context(), f.Lane(), 0)
		straggler, hedge := <-first.calls, <-second.calls
		straggler.answer(right(aShard()), nil)
		if got := <-shard; got.err != nil || got.took != minHedge {
			t.Errorf("answered after %v, error %v", got.took, got.err)
		}
		<-hedge.ctx.Done()
		synctest.Wait()
		expectIdle(t, f)
		if known(f, 1).silent {
			t.Error("a replica is blamed that had no time to answer")
		}
	})
}

func TestAHedgeThatIsNotNeededAnyMoreLeavesTheQueue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		only := newScript("only")
		f := newFleet(only.replica())
		shard := compute(t.Context(), f.Lane(), 0)
		straggler := <-only.calls
		time.Sleep(2 * minHedge)
		synctest.Wait()
		if len(only.calls) != 0 {
			t.Error("hedged at the replica that is late already")
		}
		straggler.answer(right(aShard()), nil)
		<-shard
		expectIdle(t, f)
	})
}

func TestAFailedHedgeLeavesTheStragglerAlone(t *testing.T) {
	for name, failsFirst := range map[string]int{"hedge fails": 1, "straggler fails": 0} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f, first, second := twoReplicas()
				shard := compute(t.Context(), f.Lane(), 0)
				calls := []*call{<-first.calls, <-second.calls}
				calls[failsFirst].answer(nil, status.Error(codes.Unavailable, "planted"))
				synctest.Wait()
				other := calls[1-failsFirst]
				if other.ctx.Err() != nil {
					t.Fatal("the other call was given up")
				}
				other.answer(right(aShard()), nil)
				if got := <-shard; got.err != nil || got.took != minHedge {
					t.Errorf("answered after %v, error %v", got.took, got.err)
				}
			})
		})
	}
}

func TestAHedgeWaitsForASlotElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, first, second := twoReplicas()
		var atFirst, atSecond []*call
		for range initialLimit {
			compute(t.Context(), f.Lane(), time.Hour)
			compute(t.Context(), f.Lane(), time.Hour)
			atFirst, atSecond = append(atFirst, <-first.calls), append(atSecond, <-second.calls)
		}
		time.Sleep(time.Millisecond)
		// Both are full. One slot for the straggler, and none for its hedge.
		atSecond[0].answer(right(aShard()), nil)
		straggler := compute(t.Context(), f.Lane(), 0)
		<-second.calls
		time.Sleep(10 * minHedge)
		if len(first.calls) != 0 {
			t.Fatal("more shards than slots")
		}
		atFirst[0].answer(right(aShard()), nil)
		(<-first.calls).answer(right(aShard()), nil)
		if got := <-straggler; got.err != nil || got.took != 10*minHedge {
			t.Errorf("answered after %v, error %v", got.took, got.err)
		}
		for _, call := range []*call{atFirst[1], atSecond[1]} {
			call.answer(right(aShard()), nil)
		}
		synctest.Wait()
		expectIdle(t, f)
	})
}

func TestAHungReplicaDoesNotHoldARunUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const work = 30 * time.Millisecond
		hung := newScript("hung")
		well := newModel(4, 16, work)
		f := newFleet(hung.replica(), Replica{"well", well.simulate})
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		demand(ctx, f, 50, work)
		time.Sleep(2 * time.Second)
		computed, _ := well.during(5 * time.Second)
		if full := int(5 * time.Second / work * 4); computed < full*9/10 {
			t.Errorf("%d of %d possible shards computed beside a hung replica", computed, full)
		}
	})
}

// An implementation at the seam that does not look at its context cannot hold a run up.
func TestNobodyWaitsForACallThatIgnoresItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		f := newFleet(Replica{"deaf", func(
			context.Context, *simulationv1.SimulateRequest,
		) (*simulationv1.SimulateResponse, error) {
			<-release
			return nil, errors.New("too late")
		}})
		ctx, cancel := context.WithCancel(t.Context())
		shard := compute(ctx, f.Lane(), 0)
		synctest.Wait()
		cancel()
		if got := <-shard; !errors.Is(got.err, context.Canceled) {
			t.Errorf("error is %v", got.err)
		}
		if known(f, 0).inFlight != 1 {
			t.Error("a slot is free while its call still runs")
		}
		close(release)
		synctest.Wait()
		expectIdle(t, f)
	})
}

func expectIdle(t *testing.T, f *Fleet) {
	t.Helper()
	f.gate.mu.Lock()
	defer f.gate.mu.Unlock()
	for _, m := range f.gate.members {
		if m.inFlight != 0 {
			t.Errorf("%s still has %d shards", m.replica.Name, m.inFlight)
		}
	}
	if len(f.gate.lanes) != 0 {
		t.Error("somebody still waits")
	}
}
