package budget

import (
	"math"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const (
	ln2 = math.Ln2
	// Share of the calls that take longer than the percentile in question.
	tail = 0.01
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
		// Each of the two bounds takes a half of the chance of error.
		certainty := part.certainty + ln2
		if longest := atMost(control, certainty); atLeast(candidate, certainty) > l.LatencyFactor*longest {
			budget.Verdict = rolloutv1.Verdict_VERDICT_BREACH
			budget.Observed = new(ratio(control, candidate))
			break
		}
	}
	return budget
}

func timesOf(arm *rolloutv1.ArmEvidence) *evidence.Counts { return evidence.Unpack(arm.GetLatencies()) }

func ratio(control, candidate *evidence.Counts) float64 {
	return candidate.Percentile(1-tail) / control.Percentile(1-tail)
}

// atLeast is the longest time that the percentile is certainly not below; 0 when there is none.
func atLeast(times *evidence.Counts, certainty float64) float64 {
	longer := count{calls: times.Total()}
	for bucket := evidence.Buckets - 1; bucket >= 0; bucket-- {
		longer.hits += times[bucket]
		if longer.above(tail, certainty) {
			return evidence.Edge(bucket)
		}
	}
	return 0
}

// atMost is the shortest time that the percentile is certainly not above; infinite when there
// is none.
func atMost(times *evidence.Counts, certainty float64) float64 {
	longer := count{calls: times.Total()}
	shortest := math.Inf(1)
	for bucket := evidence.Buckets - 1; bucket >= 0; bucket-- {
		longer.hits += times[bucket]
		if !longer.below(tail, certainty) {
			break
		}
		shortest = evidence.Edge(bucket)
	}
	return shortest
}
