package stage

import (
	"fmt"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Met is an answer of builds other than those that the evidence is about. Evidence begins
// anew, and callers no longer get the candidate's answers until it is there.
type Met struct {
	Identity *rolloutv1.Identity
	// ContractHash is the contract here; empty when there is none to compare.
	ContractHash string
}

func (m Met) apply(state *rolloutv1.State) (*change, error) {
	if Same(m.Identity, state.GetIdentity()) || state.GetStage() == rolloutv1.Stage_STAGE_OFF {
		return nil, nil
	}
	change := &change{
		stage:       state.GetStage(),
		basisPoints: state.GetBasisPoints(),
		identity:    m.Identity,
		reason:      m.reason(state.GetIdentity()),
	}
	first := Unset(state.GetIdentity()) && !foreign(m.Identity.GetContractHash(), m.ContractHash)
	if candidateAnswers(state.GetStage()) && !first {
		change.stage = rolloutv1.Stage_STAGE_SHADOW
		change.basisPoints = max(state.GetBasisPoints(), DefaultBasisPoints)
	}
	return change, nil
}

func (m Met) reason(before *rolloutv1.Identity) string {
	switch now := m.Identity; {
	case foreign(now.GetContractHash(), m.ContractHash):
		return fmt.Sprintf("the candidate has the contract %q, the control %q", now.GetContractHash(), m.ContractHash)
	case Unset(before):
		return fmt.Sprintf("first answers: control %q, candidate %q", now.GetControlBuild(), now.GetCandidateBuild())
	case now.GetControlBuild() != before.GetControlBuild():
		return fmt.Sprintf("another build of the control: %q after %q", now.GetControlBuild(), before.GetControlBuild())
	case now.GetCandidateBuild() != before.GetCandidateBuild():
		return fmt.Sprintf("another build of the candidate: %q after %q", now.GetCandidateBuild(), before.GetCandidateBuild())
	default:
		return fmt.Sprintf("another contract: %q after %q", now.GetContractHash(), before.GetContractHash())
	}
}
