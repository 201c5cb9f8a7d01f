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
		if excess := leastExcess(control, candidate, part.certainty); excess > l.ErrorExcess {
			budget.Verdict = rolloutv1.Verdict_VERDICT_BREACH
			budget.Observed = new(candidate.share() - control.share())
			break
		}
	}
	return budget
}

// leastExcess is how much the candidate's share is above the control's, at least. Each of the
// two bounds takes a half of the chance of error.
func leastExcess(control, candidate count, certainty float64) float64 {
	certainty += ln2
	least := candidate.atLeast(certainty)
	if least == 0 {
		return 0
	}
	return least - control.atMost(certainty)
}

func failuresOf(arm *rolloutv1.ArmEvidence) count {
	return count{hits: min(arm.GetFailures(), arm.GetCalls()), calls: arm.GetCalls()}
}
