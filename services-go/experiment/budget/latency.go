package budget

import (
	"math"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// percentiles are two that are compared, each by the share of calls that take longer.
type percentiles struct{ control, candidate float64 }

var (
	// The limit as it is meant.
	tails = percentiles{control: 0.01, candidate: 0.01}
	// What is known early: nobody wants a candidate that usually takes as long as the control
	// rarely does.
	gross = percentiles{control: 0.1, candidate: 0.5}
)

// latency compares the 99th percentiles of the times by unit of work.
//
// A percentile is bounded by counting: it is above a time if certainly more than 1 % of all
// calls take longer. The bound is right at every moment for the one time that is the true
// percentile, and by that for all, so nothing is paid for trying every bucket (Howard and
// Ramdas, Sequential estimation of quantiles, 2022).
func (l Limits) latency(sum *rolloutv1.Evidence, parts []part) *rolloutv1.Budget {
	control, candidate := timesOf(sum.GetControl()), timesOf(sum.GetCandidate())
	budget := &rolloutv1.Budget{
		Kind:          rolloutv1.Budget_KIND_LATENCY,
		Limit:         l.LatencyFactor,
		Samples:       min(control.Total(), candidate.Total()),
		SamplesNeeded: l.MinSamples,
	}
	if budget.Samples > 0 {
		budget.Observed = new(ratio(control, candidate))
	}
	for _, part := range parts {
		control, candidate := timesOf(part.evidence.GetControl()), timesOf(part.evidence.GetCandidate())
		if l.slower(control, candidate, tails, part.certainty) || l.slower(control, candidate, gross, part.certainty) {
			budget.Verdict = rolloutv1.Verdict_VERDICT_BREACH
			budget.Observed = new(ratio(control, candidate))
			break
		}
	}
	return budget
}

// slower tells whether a percentile of the candidate is certainly beyond the limit. Two pairs of
// percentiles, and two bounds of each, take a quarter of the chance of error apiece.
func (l Limits) slower(control, candidate *evidence.Counts, at percentiles, certainty float64) bool {
	certainty += math.Log(4)
	return atLeast(candidate, at.candidate, certainty) > l.LatencyFactor*atMost(control, at.control, certainty)
}

func timesOf(arm *rolloutv1.ArmEvidence) *evidence.Counts { return evidence.Unpack(arm.GetLatencies()) }

func ratio(control, candidate *evidence.Counts) float64 {
	return candidate.Percentile(1-tails.candidate) / control.Percentile(1-tails.control)
}

// atLeast is the longest time that the percentile is certainly not below; 0 when there is none.
func atLeast(times *evidence.Counts, tail, certainty float64) float64 {
	longer := count{calls: times.Total()}
	for bucket := evidence.Buckets - 1; bucket >= 0; bucket-- {
		if times[bucket] == 0 {
			continue
		}
		longer.hits += times[bucket]
		if longer.above(tail, certainty) {
			return evidence.Edge(bucket)
		}
	}
	return 0
}

// atMost is the shortest time that the percentile is certainly not above; infinite when there
// is none.
func atMost(times *evidence.Counts, tail, certainty float64) float64 {
	longer := count{calls: times.Total()}
	if !longer.below(tail, certainty) {
		return math.Inf(1)
	}
	for bucket := evidence.Buckets - 1; bucket >= 0; bucket-- {
		if times[bucket] == 0 {
			continue
		}
		longer.hits += times[bucket]
		if !longer.below(tail, certainty) {
			return evidence.Edge(bucket + 1)
		}
	}
	return 0
}
