package engine

import (
	"math"
	"testing"
	"testing/synctest"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

type told struct {
	at       time.Time
	forecast *forecastv1.Forecast
}

// listen collects everything that a service's hub tells of a run while it is there.
func listen(s *service, id string) <-chan []told {
	all := make(chan []told, 1)
	subscription := s.hub.Subscribe(id)
	go func() {
		defer subscription.Close()
		var heard []told
		for {
			latest, changed := subscription.Latest()
			if latest == nil && heard != nil {
				all <- heard
				return
			}
			if latest != nil {
				heard = append(heard, told{time.Now(), latest})
			}
			<-changed
		}
	}()
	return all
}

func TestProgressIsToldAtMostTenTimesASecond(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		s := start(t, directory, longSimulator().simulate)
		id := s.create(t, longRun)
		all := listen(s, id)
		run := s.wait(t, id)
		heard := <-all
		for i := 10; i < len(heard); i++ {
			if span := heard[i].at.Sub(heard[i-10].at); span < time.Second-publishInterval {
				t.Errorf("eleven states in %v", span)
			}
		}
		if least := int(run.Ended.Sub(run.Started) / publishInterval * 9 / 10); len(heard) < least {
			t.Errorf("only %d states in %v", len(heard), run.Ended.Sub(run.Started))
		}
		checkProgress(t, heard)
	})
}

// checkProgress checks that states come in order, and that what they say fits together.
func checkProgress(t *testing.T, heard []told) {
	t.Helper()
	for i, now := range heard {
		progress := now.forecast.GetRunning().GetProgress()
		if progress.GetPathsTotal() != longRun || now.forecast.GetRunning().GetPartial().GetPaths() != progress.GetPathsDone() {
			t.Errorf("progress %v does not fit the partial result", progress)
		}
		if i == 0 {
			continue
		}
		before := heard[i-1].forecast
		if now.forecast.GetRevision() <= before.GetRevision() {
			t.Errorf("revision %x after %x", now.forecast.GetRevision(), before.GetRevision())
		}
		if progress.GetPathsDone() < before.GetRunning().GetProgress().GetPathsDone() {
			t.Errorf("%d paths done after %d", progress.GetPathsDone(), before.GetRunning().GetProgress().GetPathsDone())
		}
	}
	// Half-way, rate and time left must be about right: the work takes four seconds.
	half := heard[len(heard)/2].forecast.GetRunning().GetProgress()
	if rate := half.GetPathsPerSecond() / (longRun / 4); math.Abs(rate-1) > 0.2 {
		t.Errorf("rate is %.0f%% of the true one", 100*rate)
	}
	left := float64(half.GetPathsTotal()-half.GetPathsDone()) / half.GetPathsPerSecond()
	if got := half.GetTimeLeft().AsDuration().Seconds(); math.Abs(got-left) > 0.001 {
		t.Errorf("time left is %v s, want %v s", got, left)
	}
}

func TestNothingIsToldWhenNothingIsNew(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		s := start(t, directory, newCounting(time.Second, 4).simulate)
		id := s.create(t, longRun)
		time.Sleep(time.Second)
		synctest.Wait()
		before := s.hub.Latest(id)
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if s.hub.Latest(id) != before {
			t.Error("a state is told again")
		}
	})
}

func TestWatchersThatDoNotListenCostNothing(t *testing.T) {
	timed := func(t *testing.T, watchers int) (took time.Duration) {
		t.Helper()
		bubble(t, func(t *testing.T, directory string) {
			s := start(t, directory, longSimulator().simulate)
			id := s.create(t, longRun)
			for range watchers {
				defer s.hub.Subscribe(id).Close()
			}
			run := s.wait(t, id)
			took = run.Ended.Sub(run.Started)
		})
		return took
	}
	alone, watched := timed(t, 0), timed(t, 1000)
	if watched > alone+500*time.Millisecond {
		t.Errorf("a run takes %v, and %v with a thousand deaf watchers", alone, watched)
	}
}

// Whoever looks, at the hub of a replica or at the store, never sees a run go back, whatever
// is killed meanwhile; and a change of state is a change of revision.
func TestRevisionsGrowAcrossCrashes(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := newCounting(1000, 4)
		s := start(t, directory, simulator.simulate)
		id := s.create(t, longRun)
		var last *forecastv1.Forecast
		look := func() {
			now := View(s.get(t, id))
			if latest := s.hub.Latest(id); latest.GetRevision() > now.GetRevision() {
				now = latest
			}
			checkSuccession(t, last, now)
			last = now
		}
		for life := range 4 {
			for range 100 + 37*life {
				look()
				time.Sleep(10 * time.Millisecond)
			}
			synctest.Wait()
			look()
			s.kill()
			newest := last.GetRevision()
			s = start(t, directory, simulator.simulate)
			// The dead told of more than it stored: the store has an older state, which its
			// revision shows. What comes next is newer than both.
			last = nil
			s.waitForAttempt(t, id, uint32(life)+2)
			synctest.Wait()
			if next := s.hub.Latest(id).GetRevision(); next <= newest {
				t.Errorf("after the crash comes revision %x, before it was %x", next, newest)
			}
		}
		for last.GetSucceeded() == nil {
			look()
			time.Sleep(10 * time.Millisecond)
		}
	})
}

func checkSuccession(t *testing.T, last, now *forecastv1.Forecast) {
	t.Helper()
	if last == nil {
		return
	}
	switch {
	case now.GetRevision() < last.GetRevision():
		t.Errorf("revision %x after %x: %v after %v", now.GetRevision(), last.GetRevision(), now, last)
	case now.GetRevision() > last.GetRevision():
	case (now.GetQueued() != nil) != (last.GetQueued() != nil),
		now.GetRunning().GetProgress().GetPathsDone() != last.GetRunning().GetProgress().GetPathsDone():
		t.Errorf("revision %x stands for two states: %v and %v", now.GetRevision(), last, now)
	}
}

func TestRevisionsAreOrderedByTheLifeOfARun(t *testing.T) {
	var before uint64
	for i, run := range []*store.Run{
		{State: store.Queued},
		{State: store.Running, Attempt: 1},
		{State: store.Queued, Attempt: 1},
		{State: store.Running, Attempt: 2},
		{State: store.Cancelled, Attempt: 2},
	} {
		if revision := revisionOf(run); revision <= before || revision >= 1<<53 {
			t.Errorf("revision %d is %x after %x", i, revision, before)
		} else {
			before = revision
		}
	}
	if queued, cancelled := revisionQueued(3), revisionEnded(3); cancelled <= queued {
		t.Errorf("cancelled in the queue is %x after %x", cancelled, queued)
	}
}
