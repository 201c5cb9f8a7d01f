package stage

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// Unset tells whether no builds are known yet.
func Unset(identity *rolloutv1.Identity) bool { return Same(identity, nil) }

// Same tells whether evidence of one identity is evidence of the other.
func Same(a, b *rolloutv1.Identity) bool { return key(a) == key(b) }

// foreign tells whether a contract is another than ours.
func foreign(theirs, ours string) bool { return ours != "" && theirs != ours }

type identityKey struct{ control, candidate, contract string }

func key(identity *rolloutv1.Identity) identityKey {
	return identityKey{identity.GetControlBuild(), identity.GetCandidateBuild(), identity.GetContractHash()}
}
