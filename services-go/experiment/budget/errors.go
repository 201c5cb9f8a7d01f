package budget

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// errors compares the shares of failed calls.
func (l Limits) errors(sum *rolloutv1.Evidence, parts []part) *rolloutv1.Budget {
	control, candidate := failuresOf(sum.GetControl()), failuresOf(sum.GetCandidate())
	budget := &rolloutv1.Budget{
		Kind:          rolloutv1.Budget_KIND_ERRORS,
		Limit:         l.ErrorExcess,
		Samples:       min(control.calls, candidate.calls),
		SamplesNeeded: l.MinSamples,
	}
	if budget.Samples > 0 {
		budget.Observed = new(candidate.share() - control.share())
	}
	for _, part := range parts {
		control, candidate := failuresOf(part.evidence.GetControl()), failuresOf(part.evidence.GetCandidate())
		if exceeds(control, candidate, l.ErrorExcess, part.certainty) {
			budget.Verdict = rolloutv1.Verdict_VERDICT_BREACH
			budget.Observed = new(candidate.share() - control.share())
			break
		}
	}
	return budget
}

func failuresOf(arm *rolloutv1.ArmEvidence) count {
	return count{hits: min(arm.GetFailures(), arm.GetCalls()), calls: arm.GetCalls()}
}
