package budget

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// errors compares the shares of failed calls.
func (l Limits) errors(sum *rolloutv1.Evidence, parts []part) *rolloutv1.Budget {
	return l.shares(rolloutv1.Budget_KIND_ERRORS, l.ErrorExcess, failuresOf, sum, parts)
}

// refusals compares the shares of refused calls.
func (l Limits) refusals(sum *rolloutv1.Evidence, parts []part) *rolloutv1.Budget {
	return l.shares(rolloutv1.Budget_KIND_REFUSALS, l.RefusalExcess, refusalsOf, sum, parts)
}

// shares compares how often calls of either side show something, which the candidate's may do
// more often by an excess.
func (l Limits) shares(
	kind rolloutv1.Budget_Kind, excess float64, of func(*rolloutv1.ArmEvidence) count,
	sum *rolloutv1.Evidence, parts []part,
) *rolloutv1.Budget {
	control, candidate := of(sum.GetControl()), of(sum.GetCandidate())
	budget := &rolloutv1.Budget{
		Kind:          kind,
		Limit:         excess,
		Samples:       min(control.calls, candidate.calls),
		SamplesNeeded: l.MinSamples,
	}
	if budget.Samples > 0 {
		budget.Observed = new(candidate.share() - control.share())
	}
	for _, part := range parts {
		control, candidate := of(part.evidence.GetControl()), of(part.evidence.GetCandidate())
		if exceeds(control, candidate, excess, part.certainty) {
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

func refusalsOf(arm *rolloutv1.ArmEvidence) count {
	return count{hits: arm.GetRefused(), calls: arm.GetCalls() + arm.GetRefused()}
}
