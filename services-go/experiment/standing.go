package experiment

import (
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// standing is what an answer of the candidate is worth.
type standing int

const (
	// unproven: of other builds than those that the evidence is about, or another contract.
	unproven standing = iota
	// first: nothing is known of any build yet.
	first
	// proven: of the builds that the evidence is about.
	proven
)

// answers tells whether a caller may have the answer.
func (s standing) answers(route *route) bool {
	return s != unproven || route.stage == rolloutv1.Stage_STAGE_RETIRED
}

// standingOf is what an answer is worth. Errors do not say which build they are of: they count
// as errors of the one that is known.
func (x *Experiment[Q, S]) standingOf(route *route, answer call[S]) standing {
	if answer.err != nil {
		return proven
	}
	return x.keeper.meet(route, answer.build)
}

// meet says what an answer of a build is worth, and takes note of one that is not proven.
func (k *keeper) meet(route *route, build Build) standing {
	control := k.controlID()
	known := route.identity
	if known.GetCandidateBuild() == build.ID && known.GetContractHash() == build.ContractHash &&
		known.GetControlBuild() == control && !k.foreign(build.ContractHash) {
		return proven
	}
	k.note(k.identity(build))
	if stage.Unset(known) && !k.foreign(build.ContractHash) {
		return first
	}
	return unproven
}

// identity is what an answer of a build of the candidate is evidence of.
func (k *keeper) identity(candidate Build) *rolloutv1.Identity {
	return &rolloutv1.Identity{
		ControlBuild:   k.controlID(),
		CandidateBuild: candidate.ID,
		ContractHash:   candidate.ContractHash,
	}
}

// foreign tells whether a contract is another than the one here.
func (k *keeper) foreign(contract string) bool {
	return k.contractHash != "" && contract != k.contractHash
}

// controlCounts tells whether the control here is the one that the evidence is about.
func (k *keeper) controlCounts(route *route) bool {
	known := route.identity
	return stage.Unset(known) || known.GetControlBuild() == k.controlID()
}
