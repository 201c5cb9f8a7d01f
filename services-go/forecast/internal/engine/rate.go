package engine

import "time"

const (
	// Time over which the rate of paths is averaged, roughly.
	rateWindow = 2 * time.Second
	// Shortest time that is worth measuring, after the first.
	rateInterval = 500 * time.Millisecond
)

// rate is how fast paths are finished: a moving average.
type rate struct {
	// Paths a second; 0 when unknown.
	perSecond float64
	// What was done when.
	from time.Time
	done uint64
}

func newRate(now time.Time, done uint64) rate { return rate{from: now, done: done} }

// measure takes note of the paths done by now. The first measurement is the time from the
// start to the first paths, and counts whole.
func (r *rate) measure(now time.Time, done uint64) {
	elapsed := now.Sub(r.from)
	weight := min(1, elapsed.Seconds()/rateWindow.Seconds())
	switch unknown := r.perSecond == 0; {
	case elapsed <= 0, unknown && done == r.done, !unknown && elapsed < rateInterval:
		return
	case unknown:
		weight = 1
	}
	r.perSecond += weight * (float64(done-r.done)/elapsed.Seconds() - r.perSecond)
	r.from, r.done = now, done
}
