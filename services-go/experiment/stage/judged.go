package stage

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// Judged is what the evidence says about every budget. A breach leads back to off; from retired,
// too, where it was found while that was set.
type Judged struct {
	Budgets []*rolloutv1.Budget
}

func (j Judged) apply(state *rolloutv1.State) (*change, error) {
	if state.GetStage() == rolloutv1.Stage_STAGE_OFF {
		return nil, nil
	}
	for _, budget := range j.Budgets {
		if budget.GetVerdict() == rolloutv1.Verdict_VERDICT_BREACH {
			return &change{
				stage:    rolloutv1.Stage_STAGE_OFF,
				identity: state.GetIdentity(),
				reason:   Describe(budget),
			}, nil
		}
	}
	return nil, nil
}
