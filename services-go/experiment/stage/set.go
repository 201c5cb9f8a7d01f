package stage

import (
	"fmt"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Set is a step that a person asks for.
type Set struct {
	Stage rolloutv1.Stage
	// BasisPoints is the share of calls; nil for what suits the stage.
	BasisPoints *uint32
	// Reason is why.
	Reason string
	// Budgets is what the evidence of the present state says.
	Budgets []*rolloutv1.Budget
	// ContractHash is the contract here; empty when there is none to compare.
	ContractHash string
	// NoControl: there is no control to go back to.
	NoControl bool
}

func (s Set) apply(state *rolloutv1.State) (*change, error) {
	if s.Stage < rolloutv1.Stage_STAGE_OFF || s.Stage > rolloutv1.Stage_STAGE_RETIRED {
		return nil, &RefusedError{Reason: fmt.Sprintf("there is no stage %d", s.Stage)}
	}
	share, err := s.share(state)
	if err != nil {
		return nil, err
	}
	if s.Stage == state.GetStage() && share == state.GetBasisPoints() {
		return nil, nil
	}
	if s.NoControl && s.Stage != rolloutv1.Stage_STAGE_RETIRED {
		return nil, &RefusedError{Reason: "the control is gone: there is nothing to go back to"}
	}
	if s.Stage > state.GetStage() {
		if err := s.forward(state); err != nil {
			return nil, err
		}
	}
	return &change{stage: s.Stage, basisPoints: share, identity: state.GetIdentity(), reason: s.Reason}, nil
}

// share is the share of calls that the step leads to.
func (s Set) share(state *rolloutv1.State) (uint32, error) {
	switch {
	case !HasShare(s.Stage) && s.BasisPoints != nil:
		return 0, &RefusedError{Reason: "the stage " + Name(s.Stage) + " has no share of calls"}
	case !HasShare(s.Stage):
		return 0, nil
	case s.BasisPoints != nil && *s.BasisPoints > MaxBasisPoints:
		return 0, &RefusedError{Reason: fmt.Sprintf("a share of %d basis points is out of the range 0 to %d",
			*s.BasisPoints, MaxBasisPoints)}
	case s.BasisPoints != nil:
		return *s.BasisPoints, nil
	case s.Stage == state.GetStage():
		return state.GetBasisPoints(), nil
	default:
		return DefaultBasisPoints, nil
	}
}

// forward says why a step forward is not allowed.
func (s Set) forward(state *rolloutv1.State) error {
	if s.Stage != state.GetStage()+1 {
		return &RefusedError{Reason: fmt.Sprintf("from %s the next stage is %s, not %s",
			Name(state.GetStage()), Name(state.GetStage()+1), Name(s.Stage))}
	}
	if state.GetStage() == rolloutv1.Stage_STAGE_OFF {
		return nil
	}
	if theirs := state.GetIdentity().GetContractHash(); foreign(theirs, s.ContractHash) && !Unset(state.GetIdentity()) {
		return &RefusedError{Reason: fmt.Sprintf("the candidate has the contract %q, the control %q", theirs, s.ContractHash)}
	}
	return passed(s.Budgets)
}

// passed says which budgets the evidence does not pass.
func passed(budgets []*rolloutv1.Budget) error {
	if len(budgets) == 0 {
		return &RefusedError{Reason: "there is no evidence"}
	}
	for _, budget := range budgets {
		if budget.GetVerdict() != rolloutv1.Verdict_VERDICT_PASS {
			return &RefusedError{Reason: "the evidence is not enough: " + Describe(budget)}
		}
	}
	return nil
}
