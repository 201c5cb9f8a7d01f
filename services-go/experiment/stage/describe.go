package stage

import (
	"fmt"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Describe says for people what a budget allows and what was observed.
func Describe(budget *rolloutv1.Budget) string {
	if budget.GetVerdict() != rolloutv1.Verdict_VERDICT_BREACH && budget.GetSamples() < budget.GetSamplesNeeded() {
		return fmt.Sprintf("%s: %d calls of the %d that a verdict needs", subject(budget), budget.GetSamples(), budget.GetSamplesNeeded())
	}
	if budget.Observed == nil {
		return subject(budget) + ": nothing was observed"
	}
	return fmt.Sprintf("%s: %s, and the limit is %s", subject(budget), amount(budget, budget.GetObserved()), amount(budget, budget.GetLimit()))
}

func subject(budget *rolloutv1.Budget) string {
	switch budget.GetKind() {
	case rolloutv1.Budget_KIND_MISMATCHES:
		return "answers that differ"
	case rolloutv1.Budget_KIND_ERRORS:
		return "the candidate's failures above the control's"
	case rolloutv1.Budget_KIND_REFUSALS:
		return "the candidate's refused calls above the control's"
	case rolloutv1.Budget_KIND_LATENCY:
		return "the candidate's 99th percentile by the control's"
	default:
		return "an unknown budget"
	}
}

func amount(budget *rolloutv1.Budget, value float64) string {
	switch budget.GetKind() {
	case rolloutv1.Budget_KIND_ERRORS, rolloutv1.Budget_KIND_REFUSALS:
		return fmt.Sprintf("%.3g %%", 100*value)
	default:
		return fmt.Sprintf("%.4g", value)
	}
}
