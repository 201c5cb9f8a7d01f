package fleet

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

var unreachable = status.Error(codes.Unavailable, "planted")

func TestAnUnreachableReplicaIsTriedEverMoreSeldomAndThenUsedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const toFail = time.Millisecond
		replica, back := &always{err: unreachable}, newModel(20, 0, 30*time.Millisecond)
		var isBack atomic.Bool
		f := newFleet(Replica{"away", func(
			ctx context.Context, request *simulationv1.SimulateRequest,
		) (*simulationv1.SimulateResponse, error) {
			if isBack.Load() {
				return back.simulate(ctx, request)
			}
			response, err := replica.simulate(ctx, request)
			time.Sleep(toFail)
			return response, err
		}})
		trust(f, 20)
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		demand(ctx, f, 20, 0)
		time.Sleep(4 * time.Second)
		synctest.Wait()
		// Twenty at once, then one at a time.
		probes := replica.gaps()[19:]
		for i, gap := range probes {
			if want := min(firstPause<<i, lastPause) + toFail; gap != want {
				t.Errorf("pause %d was %v, want %v", i, gap, want)
			}
		}
		if len(probes) < 6 {
			t.Fatalf("only %d probes in 4 s", len(probes))
		}
		if f.WaitingFor() == "" {
			t.Error("a fleet that cannot be reached does not say so")
		}

		isBack.Store(true)
		time.Sleep(lastPause + 2*back.work)
		if f.WaitingFor() != "" {
			t.Errorf("waits for %s", f.WaitingFor())
		}
		if computed, _ := back.during(3 * time.Second); computed < 100*20*9/10 {
			t.Errorf("only %d shards in 3 s after the return", computed)
		}
		if pause := known(f, 0).pause; pause != firstPause {
			t.Errorf("the next pause would be %v", pause)
		}
	})
}

func TestOneUnreachableReplicaIsNoReasonToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away, well := &always{err: unreachable}, &always{}
		f := newFleet(Replica{"away", away.simulate}, Replica{"well", well.simulate})
		for range 10 {
			if got := <-compute(t.Context(), f.Lane(), 0); got.err != nil || got.took > firstRetryDelay {
				t.Errorf("computed after %v, error %v", got.took, got.err)
			}
		}
		if f.WaitingFor() != "" {
			t.Errorf("waits for %s", f.WaitingFor())
		}
		if f.Slots() != initialLimit {
			t.Errorf("%d slots, want only those of the replica that answers", f.Slots())
		}
		if len(away.times) != 1 {
			t.Errorf("%d shards went to the replica that is away", len(away.times))
		}
	})
}

func TestAFleetOfNoneWaitsForOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet()
		if f.WaitingFor() == "" || f.Slots() != 1 {
			t.Errorf("waits for %q with %d slots", f.WaitingFor(), f.Slots())
		}
		shard := compute(t.Context(), f.Lane(), 0)
		time.Sleep(time.Hour)
		well := &always{}
		f.gate.replace([]Replica{{"well", well.simulate}})
		if got := <-shard; got.err != nil || got.took != time.Hour {
			t.Errorf("computed after %v, error %v", got.took, got.err)
		}
	})
}
