package engine

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

// The bound for the whole system is 100 ms, network and simulator included.
func TestCancellingStopsTheSimulators(t *testing.T) {
	for name, c := range map[string]struct {
		tellsEngine bool
		within      time.Duration
	}{
		"on this replica, at once": {true, 0},
		"on another replica, soon": {false, cancelInterval},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, directory string) {
				simulator := newCounting(time.Second, 4) // No shard ends in this test.
				s := start(t, directory, simulator.simulate)
				id := s.create(t, longRun)
				time.Sleep(100 * time.Millisecond)
				synctest.Wait()
				if simulator.atWork() == 0 {
					t.Fatal("nothing to stop")
				}
				if _, err := s.store.Cancel(t.Context(), id); err != nil {
					t.Fatal(err)
				}
				if c.tellsEngine {
					s.engine.Stop(id)
				}
				time.Sleep(c.within)
				synctest.Wait()
				if left := simulator.atWork(); left != 0 {
					t.Errorf("%d shards still at work %v after the cancellation", left, c.within)
				}
				if run := s.get(t, id); run.State != store.Cancelled {
					t.Errorf("the run %s", run.State)
				}
				if s.hub.Latest(id) != nil {
					t.Error("the hub still tells of the run")
				}
			})
		})
	}
}

func TestACancelledRunLeavesRoomForOthers(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := newCounting(167, 4)
		s := start(t, directory, simulator.simulate)
		var ids []string
		for range runsAtOnce {
			ids = append(ids, s.create(t, 10_000_000))
		}
		queued := s.create(t, 10_000)
		time.Sleep(time.Second)
		if s.get(t, queued).State != store.Queued {
			t.Fatal("more runs at once than allowed")
		}
		for _, id := range ids {
			if _, err := s.store.Cancel(t.Context(), id); err != nil {
				t.Fatal(err)
			}
			s.engine.Stop(id)
		}
		expectCounted(t, s.wait(t, queued))
	})
}
