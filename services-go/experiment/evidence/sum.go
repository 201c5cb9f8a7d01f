// Package evidence adds up what was observed of a rollout.
package evidence

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// Sum is what two observations of one identity say together. Neither is changed.
func Sum(a, b *rolloutv1.Evidence) *rolloutv1.Evidence {
	return combine(a, b, func(x, y uint64) uint64 { return x + y })
}

// Since is what was observed between an earlier sum and a later one. Neither is changed.
func Since(later, earlier *rolloutv1.Evidence) *rolloutv1.Evidence {
	return combine(later, earlier, func(x, y uint64) uint64 { return x - min(x, y) })
}

func combine(a, b *rolloutv1.Evidence, with func(x, y uint64) uint64) *rolloutv1.Evidence {
	return &rolloutv1.Evidence{
		Compared:   with(a.GetCompared(), b.GetCompared()),
		Mismatched: with(a.GetMismatched(), b.GetMismatched()),
		Dropped:    with(a.GetDropped(), b.GetDropped()),
		Control:    combineArms(a.GetControl(), b.GetControl(), with),
		Candidate:  combineArms(a.GetCandidate(), b.GetCandidate(), with),
	}
}

func combineArms(a, b *rolloutv1.ArmEvidence, with func(x, y uint64) uint64) *rolloutv1.ArmEvidence {
	times, others := Unpack(a.GetLatencies()), Unpack(b.GetLatencies())
	for bucket := range times {
		times[bucket] = with(times[bucket], others[bucket])
	}
	return &rolloutv1.ArmEvidence{
		Calls:     with(a.GetCalls(), b.GetCalls()),
		Answered:  with(a.GetAnswered(), b.GetAnswered()),
		Failures:  with(a.GetFailures(), b.GetFailures()),
		Refused:   with(a.GetRefused(), b.GetRefused()),
		Latencies: times.Pack(),
	}
}
