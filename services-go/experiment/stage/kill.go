package stage

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// Kill goes back to off from anywhere.
type Kill struct {
	// Reason is why.
	Reason string
	// NoControl: there is no control to go back to.
	NoControl bool
}

func (k Kill) apply(state *rolloutv1.State) (*change, error) {
	return Set{Stage: rolloutv1.Stage_STAGE_OFF, Reason: k.Reason, NoControl: k.NoControl}.apply(state)
}
