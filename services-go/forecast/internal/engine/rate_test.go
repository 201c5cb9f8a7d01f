package engine

import (
	"math"
	"testing"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestTheRateFollowsAChangeOfSpeed(t *testing.T) {
	now := time.Now()
	r := newRate(now, 500)
	if r.perSecond != 0 {
		t.Error("a rate before the first measurement")
	}
	for range 10 { // Before the first shard is done.
		now = now.Add(publishInterval)
		r.measure(now, 500)
	}
	now = now.Add(publishInterval)
	r.measure(now, 1600)
	if math.Abs(r.perSecond-1000) > 1e-6 {
		t.Errorf("the first rate is %v, want 1100 paths in 1.1 seconds", r.perSecond)
	}
	done := uint64(1600)
	for _, speed := range []uint64{1000, 50_000} {
		for range 200 {
			now, done = now.Add(publishInterval), done+speed/10
			r.measure(now, done)
		}
		if math.Abs(r.perSecond/float64(speed)-1) > 0.01 {
			t.Errorf("rate is %.0f, want %d", r.perSecond, speed)
		}
	}
	r.measure(now, done)
	if math.IsNaN(r.perSecond) {
		t.Error("no time, no rate")
	}
}

func TestTheTimeLeftIsAbsentWhenUnknown(t *testing.T) {
	run := &store.Run{Plan: planOf(1000), Started: time.Now(), Created: time.Now()}
	for rate, want := range map[float64]*durationpb.Duration{
		0:     nil,
		1e-9:  nil, // Thirty thousand years.
		100:   durationpb.New(10 * time.Second),
		1e300: durationpb.New(0),
	} {
		progress := runningView(run, newTally(2), time.Now(), rate).GetProgress()
		if got := progress.GetTimeLeft(); got.AsDuration() != want.AsDuration() || (got == nil) != (want == nil) {
			t.Errorf("at %v paths a second the time left is %v, want %v", rate, got, want)
		}
	}
}
