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

// atLeast is the greatest share that the true one is above, at a level of certainty.
func (c count) atLeast(certainty float64) float64 {
	return bisect(0, c.share(), func(share float64) bool { return c.above(share, certainty) })
}

// atMost is the least share that the true one is below, at a level of certainty.
func (c count) atMost(certainty float64) float64 {
	return 1 - bisect(0, 1-c.share(), func(rest float64) bool { return c.below(1-rest, certainty) })
}

// bisect is the end of the values from low on that hold, up to high.
func bisect(low, high float64, holds func(float64) bool) float64 {
	const steps = 50
	for range steps {
		if middle := low + (high-low)/2; holds(middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return low
}
