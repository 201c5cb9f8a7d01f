package experiment

import (
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Seconds that the view of a side looks back.
const viewSeconds = 10

// arm is what this replica sees of one side at present, for those who watch.
type arm struct {
	// As it answered last; nil before it has.
	build atomic.Pointer[Build]

	mu sync.Mutex
	// The last seconds, each at its number modulo their count; the present one is not over.
	seconds [viewSeconds + 1]second
}

// second is what was seen in one second.
type second struct {
	number int64
	// Refused calls are not among calls, as in the evidence.
	calls, failures, refused uint64
	// Times of calls that did not fail, in picoseconds.
	times evidence.Counts
}

// seen takes note of the build that answered.
func (a *arm) seen(build Build) {
	if last := a.build.Load(); last == nil || *last != build {
		// Only a new build is worth an allocation.
		latest := build
		a.build.Store(&latest)
	}
}

// last is the build that answered last; a zero one before.
func (a *arm) last() Build {
	if last := a.build.Load(); last != nil {
		return *last
	}
	return Build{}
}

func (a *arm) observe(o observation) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := o.at.Unix()
	s := &a.seconds[now%int64(len(a.seconds))]
	if s.number != now {
		*s = second{number: now}
	}
	if o.outcome == Refused {
		s.refused++
		return
	}
	s.calls++
	if o.outcome == Failed {
		s.failures++
		return
	}
	s.times[evidence.Bucket(o.took, 1)]++
}

// view is what was seen in the ten seconds before a time.
func (a *arm) view(now time.Time) *rolloutv1.ArmView {
	build := a.last()
	view := &rolloutv1.ArmView{Implementation: build.Implementation, BuildId: build.ID}
	seen := a.lately(now.Unix())
	view.CallsPerSecond = float64(seen.calls) / viewSeconds
	view.FailuresPerSecond = float64(seen.failures) / viewSeconds
	view.RefusalsPerSecond = float64(seen.refused) / viewSeconds
	if times := &seen.times; times.Total() > 0 {
		view.P50, view.P90, view.P99 = percentile(times, 0.5), percentile(times, 0.9), percentile(times, 0.99)
	}
	return view
}

// lately adds up the seconds that are over.
func (a *arm) lately(now int64) *second {
	a.mu.Lock()
	defer a.mu.Unlock()
	sum := new(second)
	for i := range a.seconds {
		s := &a.seconds[i]
		if s.number >= now || s.number < now-viewSeconds {
			continue
		}
		sum.calls += s.calls
		sum.failures += s.failures
		sum.refused += s.refused
		for bucket, count := range s.times {
			sum.times[bucket] += count
		}
	}
	return sum
}

func percentile(times *evidence.Counts, share float64) *durationpb.Duration {
	return durationpb.New(time.Duration(times.Percentile(share) / 1000))
}
