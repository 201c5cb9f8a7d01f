package experiment

import (
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// route is how calls go at present: the state, less what is held back here.
type route struct {
	stage rolloutv1.Stage
	// Share of the calls that the stage applies to; 0 where it has none.
	basisPoints uint32
	// What the evidence is about.
	identity *rolloutv1.Identity
}

// split says who answers a call, and whether it is compared. inShare tells whether the call
// is among those that the stage applies to.
func (r *route) split(inShare bool) (answers rolloutv1.Arm, compared bool) {
	switch r.stage {
	case rolloutv1.Stage_STAGE_SHADOW:
		return rolloutv1.Arm_ARM_CONTROL, inShare
	case rolloutv1.Stage_STAGE_CANARY:
		if inShare {
			return rolloutv1.Arm_ARM_CANDIDATE, true
		}
		return rolloutv1.Arm_ARM_CONTROL, false
	case rolloutv1.Stage_STAGE_REVERSED:
		return rolloutv1.Arm_ARM_CANDIDATE, inShare
	case rolloutv1.Stage_STAGE_RETIRED:
		return rolloutv1.Arm_ARM_CANDIDATE, false
	default:
		return rolloutv1.Arm_ARM_CONTROL, false
	}
}

// held is the route with no stage above one.
func (r route) held(at rolloutv1.Stage) route {
	if r.stage <= at {
		return r
	}
	r.stage = at
	if stage.HasShare(at) {
		r.basisPoints = max(r.basisPoints, stage.DefaultBasisPoints)
	} else {
		r.basisPoints = 0
	}
	return r
}
