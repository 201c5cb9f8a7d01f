package engine

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestAnOutageOfTheStoreLosesNothing(t *testing.T) {
	for name, c := range map[string]struct {
		begins, lasts time.Duration
		hangs         bool
	}{
		"before the run is claimed":               {0, 5 * time.Second, false},
		"in mid-run":                              {1500 * time.Millisecond, 1500 * time.Millisecond, false},
		"in mid-run, longer than the lease":       {1500 * time.Millisecond, 10 * time.Second, false},
		"at the end":                              {3500 * time.Millisecond, 2 * time.Second, false},
		"hanging, before the run is claimed":      {0, 5 * time.Second, true},
		"hanging, in mid-run":                     {1500 * time.Millisecond, 1500 * time.Millisecond, true},
		"hanging in mid-run, longer than a lease": {1500 * time.Millisecond, 10 * time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, directory string) {
				simulator, outage := longSimulator(), &outage{hangs: c.hangs}
				s := start(t, directory, simulator.simulate, outage.wrap)
				if c.begins == 0 {
					outage.on.Store(true)
				}
				id := s.create(t, longRun)
				time.Sleep(c.begins)
				outage.on.Store(true)
				time.Sleep(c.lasts)
				if s.get(t, id).State.Final() {
					t.Error("the run ended without its store")
				}
				outage.on.Store(false)
				expectCounted(t, s.wait(t, id))
			})
		})
	}
}

func TestAStoreThatHangsDoesNotHoldUpMerging(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		outage := &outage{hangs: true}
		s := start(t, directory, longSimulator().simulate, outage.wrap)
		id := s.create(t, longRun)
		time.Sleep(time.Second / 2)
		outage.on.Store(true)
		done := func() uint64 { return s.hub.Latest(id).GetRunning().GetProgress().GetPathsDone() }
		for last := done(); done() < longRun*3/4; last = done() {
			time.Sleep(2 * publishInterval)
			if done() == last {
				t.Fatalf("nothing moves at %d paths", last)
			}
		}
		outage.on.Store(false)
		expectCounted(t, s.wait(t, id))
	})
}

// A holder that was cut off from the store for longer than its lease finds out that it has
// lost the run, and stops; the run is the other's.
func TestAHolderThatLostItsRunStops(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		outage, cutOff, other := &outage{}, longSimulator(), longSimulator()
		runs := open(t, directory)
		// The first computes one run at once, so it does not take it from the queue again.
		first := startOn(t, runs, outage.wrap(runs), 1, cutOff.simulate)
		id := first.create(t, longRun)
		time.Sleep(1500 * time.Millisecond)
		outage.on.Store(true)
		// Were it faster, it would be ready before its lease is out.
		stall(t, cutOff)
		second := startOn(t, runs, runs, runsAtOnce, other.simulate)
		second.waitForAttempt(t, id, 2)
		if first.hub.Latest(id) == nil {
			t.Fatal("the first holder knew already")
		}
		outage.on.Store(false)
		time.Sleep(checkpointInterval + publishInterval)
		synctest.Wait()
		if first.hub.Latest(id) != nil || cutOff.atWork() != 0 {
			t.Error("the first holder goes on")
		}
		run := second.wait(t, id)
		expectCounted(t, run)
		if run.Attempt != 2 {
			t.Errorf("%d attempts", run.Attempt)
		}
	})
}

// stall takes all threads of a simulator away.
func stall(t *testing.T, c *counting) {
	t.Helper()
	if err := c.threads.Acquire(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
}

func TestALaterAttemptStopsAnEarlierOne(t *testing.T) {
	e := New(nil, fleet.New(nil, fleet.NewMetrics(prometheus.NewRegistry())), NewHub(), keep)
	stopped := map[uint32]bool{}
	attemptNumber := func(number uint32) *attempt {
		run := &store.Run{ID: "run", Attempt: number, Plan: planOf(1000)}
		return newAttempt(e, run, func() { stopped[number] = true })
	}
	first, second := attemptNumber(1), attemptNumber(2)
	e.arrive(first)
	e.arrive(second)
	if !stopped[1] || stopped[2] {
		t.Errorf("stopped: %v", stopped)
	}
	e.leave(first)
	e.Stop("run")
	if !stopped[2] {
		t.Error("the later attempt cannot be stopped")
	}
	e.leave(second)
	if len(e.here()) != 0 {
		t.Errorf("still here: %v", e.here())
	}
}

// A service may take over its own run, while its earlier attempt does not know yet.
func TestTwoAttemptsOnOneServiceDoNotHinderEachOther(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator, noSaves := newCounting(1000, 4), &outage{only: "Save"}
		s := start(t, directory, simulator.simulate, noSaves.wrap)
		id := s.create(t, longRun)
		time.Sleep(1500 * time.Millisecond)
		noSaves.on.Store(true)
		before := s.hub.Latest(id).GetRevision()
		s.waitForAttempt(t, id, 2)
		noSaves.on.Store(false)
		time.Sleep(2 * checkpointInterval)
		latest := s.hub.Latest(id)
		if latest.GetRunning() == nil || latest.GetRevision() <= before || latest.GetRevision()>>attemptShift != 2 {
			t.Fatalf("the second attempt is not told of: %v after revision %x", latest, before)
		}
		if _, err := s.store.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		s.engine.Stop(id)
		synctest.Wait()
		if simulator.atWork() != 0 || s.hub.Latest(id) != nil {
			t.Error("the second attempt cannot be stopped")
		}
	})
}
