package budget

import "math"

// count is a number of calls, and how many of them show something.
type count struct{ hits, calls uint64 }

// share is the share of calls that show it; 0 without calls.
func (c count) share() float64 {
	if c.calls == 0 {
		return 0
	}
	return float64(c.hits) / float64(c.calls)
}

// against is the evidence against a true share, as the logarithm of a number that, if the
// share is true, ever exceeds e^x with a chance of at most e^-x: a martingale, and Ville's
// inequality. It is the likelihood of the calls averaged over all shares, with the weights
// of Jeffreys' Beta(1/2, 1/2), by their likelihood under the one share. It depends on the
// numbers alone, so that it does not matter when one looks, or how replicas add up.
//
// Robbins, Statistical methods related to the law of the iterated logarithm, 1970;
// Howard, Ramdas, McAuliffe and Sekhon, Time-uniform, nonparametric, nonasymptotic
// confidence sequences, 2021.
func (c count) against(share float64) float64 {
	hits, misses := float64(c.hits), float64(c.calls-c.hits)
	return logBeta(hits+0.5, misses+0.5) - logBeta(0.5, 0.5) - product(hits, math.Log(share)) - product(misses, math.Log1p(-share))
}

// product is a*b, where 0 times infinity is 0.
func product(a, b float64) float64 {
	if a == 0 {
		return 0
	}
	return a * b
}

func logBeta(a, b float64) float64 {
	logA, _ := math.Lgamma(a)
	logB, _ := math.Lgamma(b)
	logSum, _ := math.Lgamma(a + b)
	return logA + logB - logSum
}

// above tells whether the true share is above one, at a level of certainty: the logarithm of
// one by the chance of error.
func (c count) above(share, certainty float64) bool {
	return c.share() > share && c.against(share) >= certainty
}

// below tells whether the true share is below one, at a level of certainty.
func (c count) below(share, certainty float64) bool {
	return c.share() < share && c.against(share) >= certainty
}

// exceeds tells whether a share is above another by more than an excess, at a level of certainty:
// whatever the two true shares are, if they keep to the excess, the evidence against both
// together is strong enough.
func exceeds(control, candidate count, excess, certainty float64) bool {
	low, high := control.share(), candidate.share()-excess
	if low >= high {
		return false
	}
	// The pair that is hardest to exclude lies on the limit, between what was observed.
	return minimum(low, high, func(share float64) float64 {
		return control.against(share) + candidate.against(share+excess)
	}) >= certainty
}

// minimum is the least value of a convex function between two places.
func minimum(low, high float64, of func(float64) float64) float64 {
	const steps = 60
	for range steps {
		left, right := low+(high-low)/3, high-(high-low)/3
		if of(left) < of(right) {
			high = right
		} else {
			low = left
		}
	}
	return of(low + (high-low)/2)
}
