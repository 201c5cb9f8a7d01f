package engine

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

// Four seconds of work.
const longRun = 4_000_000

func longSimulator() *counting { return newCounting(167, 4) }

// A kill at any moment: before the first shard, right before, at and after a checkpoint,
// within the lease of the attempt before.
func TestAnyCrashIsResumedToTheSameChecksum(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := newCounting(2000, 4)
		s := start(t, directory, simulator.simulate)
		id := s.create(t, longRun)
		lives := []time.Duration{
			0, 37 * time.Millisecond, 999 * time.Millisecond, time.Second, 1001 * time.Millisecond,
		}
		for _, life := range lives {
			// A service that starts must first see that the lease is out.
			time.Sleep(leaseDuration + life)
			s.kill()
			if simulator.atWork() != 0 {
				t.Fatal("the killed service goes on computing")
			}
			s = start(t, directory, simulator.simulate)
			if run := s.get(t, id); run.State.Final() {
				t.Fatalf("the run %s too early for this test, in attempt %d", run.State, run.Attempt)
			}
		}
		run := s.wait(t, id)
		expectCounted(t, run)
		if run.Attempt < 5 {
			t.Errorf("only %d attempts", run.Attempt)
		}
	})
}

func TestACrashedRunGoesOnSoonAfterItsLease(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := longSimulator()
		s := start(t, directory, simulator.simulate)
		id := s.create(t, longRun)
		time.Sleep(1500 * time.Millisecond)
		s.kill()
		saved := simulatedPaths(simulator)
		killed := time.Now()
		s = start(t, directory, simulator.simulate)
		s.waitForAttempt(t, id, 2)
		if silent := time.Since(killed); silent > leaseDuration+rescueInterval {
			t.Errorf("nobody had the run for %v", silent)
		}
		expectCounted(t, s.wait(t, id))
		// What the checkpoint held was not computed again.
		if again := simulatedPaths(simulator) - longRun; again > saved*2/3 {
			t.Errorf("%d paths were computed again of %d", again, saved)
		}
	})
}

// simulatedPaths is the number of paths that were asked for.
func simulatedPaths(c *counting) uint64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	sum := uint64(0)
	for _, paths := range c.shards {
		sum += uint64(paths)
	}
	return sum
}

func TestAStoppedServiceHandsItsRunsBack(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := longSimulator()
		s := start(t, directory, simulator.simulate)
		id := s.create(t, longRun)
		time.Sleep(1500 * time.Millisecond)
		synctest.Wait()
		told := s.hub.Latest(id)
		stopped := time.Now()
		s.stop(t)
		if simulator.atWork() != 0 {
			t.Error("the stopped service goes on computing")
		}

		s = start(t, directory, simulator.simulate)
		run := s.get(t, id)
		done, before := decodePathSet(run.Checkpoint.GetFinished()), told.GetRunning().GetProgress().GetPathsDone()
		if done.count() < before {
			t.Errorf("%d paths handed back of %d that were told of", done.count(), before)
		}
		if View(run).GetRevision() <= told.GetRevision() {
			t.Errorf("revision %x follows %x", View(run).GetRevision(), told.GetRevision())
		}
		expectConsistent(t, run.Checkpoint)
		s.waitForAttempt(t, id, 2)
		if silent := time.Since(stopped); silent > 100*time.Millisecond {
			t.Errorf("nobody had the run for %v", silent)
		}
		expectCounted(t, s.wait(t, id))
	})
}

// A service that stops in the moment when it takes a run from the queue does not lose it.
func TestARunTakenWhileTheServiceStopsIsNotLost(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := longSimulator()
		var s *service
		stopAtClaim := func(runs store.Store) store.Store {
			return intercepted{runs, func(ctx context.Context, method string) error {
				if method == "Claim" {
					s.cancel()
					time.Sleep(100 * time.Millisecond) // Now everybody knows.
				}
				return nil
			}}
		}
		s = start(t, directory, simulator.simulate, stopAtClaim)
		id := s.create(t, 100_000)
		s.ended <- <-s.ended // The service has stopped by itself.
		s.stop(t)
		s = start(t, directory, simulator.simulate)
		expectCounted(t, s.wait(t, id))
	})
}
