// Package budget says what the evidence of a rollout means: within its limits, beyond them,
// or too little to tell. It is pure: evidence goes in, verdicts come out.
//
// A breach is certain up to a chance of false alarm that holds over the whole life of a
// rollout, at whatever moments one looks. To pass is less: enough calls were seen, and what
// was observed keeps to the limit. So a candidate on the edge holds, and does not flap.
package budget

import (
	"math"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Judge says for every budget what the evidence means, all of it and that of the recent
// window.
func (l Limits) Judge(sum *rolloutv1.Evidence, recent Window) []*rolloutv1.Budget {
	l = l.orDefaults()
	// A third of the chance for each of three budgets; of that a half for all of the evidence,
	// and a half for the windows.
	chance := l.FalseAlarms / 6
	parts := []part{
		{sum, math.Log(1 / chance)},
		{recent.In(sum), math.Log(1 / recent.chance(chance))},
	}
	return []*rolloutv1.Budget{
		finish(l.mismatches(sum)),
		finish(l.errors(sum, parts)),
		finish(l.refusals(sum, parts)),
		finish(l.latency(sum, parts)),
	}
}

// part is a part of the evidence, and the certainty that a breach in it needs.
type part struct {
	evidence  *rolloutv1.Evidence
	certainty float64
}

// Worst is the verdict of all budgets together.
func Worst(budgets []*rolloutv1.Budget) rolloutv1.Verdict {
	worst := rolloutv1.Verdict_VERDICT_PASS
	for _, budget := range budgets {
		switch budget.GetVerdict() {
		case rolloutv1.Verdict_VERDICT_BREACH:
			return rolloutv1.Verdict_VERDICT_BREACH
		case rolloutv1.Verdict_VERDICT_INCONCLUSIVE:
			worst = rolloutv1.Verdict_VERDICT_INCONCLUSIVE
		}
	}
	return worst
}

// finish gives a budget its verdict, unless it is a breach, and says how much is used.
func finish(budget *rolloutv1.Budget) *rolloutv1.Budget {
	// What is not a breach is not used up, though the limit may be reached by chance.
	const nearly = 0.99
	switch {
	case budget.GetVerdict() == rolloutv1.Verdict_VERDICT_BREACH:
		budget.Used = 1
		return budget
	case budget.Observed == nil || budget.GetObserved() <= 0:
		budget.Used = 0
	case budget.GetObserved() >= budget.GetLimit():
		budget.Used = nearly
	default:
		budget.Used = min(nearly, budget.GetObserved()/budget.GetLimit())
	}
	budget.Verdict = rolloutv1.Verdict_VERDICT_INCONCLUSIVE
	if budget.Observed != nil && budget.GetSamples() >= budget.GetSamplesNeeded() && budget.GetObserved() <= budget.GetLimit() {
		budget.Verdict = rolloutv1.Verdict_VERDICT_PASS
	}
	return budget
}

// mismatches needs no statistics: answers differ or they do not.
func (l Limits) mismatches(sum *rolloutv1.Evidence) *rolloutv1.Budget {
	budget := &rolloutv1.Budget{
		Kind:          rolloutv1.Budget_KIND_MISMATCHES,
		Limit:         float64(l.Mismatches),
		Samples:       sum.GetCompared(),
		SamplesNeeded: l.MinSamples,
	}
	if sum.GetCompared() > 0 {
		budget.Observed = new(float64(sum.GetMismatched()))
	}
	if sum.GetMismatched() > l.Mismatches {
		budget.Verdict = rolloutv1.Verdict_VERDICT_BREACH
	}
	return budget
}
