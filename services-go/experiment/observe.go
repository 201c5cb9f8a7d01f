package experiment

import (
	"time"

	"google.golang.org/protobuf/proto"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// observation is what was seen of one call.
type observation struct {
	arm     rolloutv1.Arm
	outcome Outcome
	at      time.Time
	took    time.Duration
	// Not a number when it is unknown: the call counts, and its time does not.
	work float64
	// A caller got the answer.
	answered bool
	// It is evidence of what the state's evidence is about.
	counted bool
}

func (x *Experiment[Q, S]) observeControl(c call[S], answered bool) {
	if c.err == nil {
		x.keeper.control.seen(x.keeper.controlBuildOf(c.build))
	}
	o := observed(rolloutv1.Arm_ARM_CONTROL, c, answered)
	o.counted = x.keeper.controlCounts(x.keeper.route.Load())
	x.keeper.observe(o)
}

func (x *Experiment[Q, S]) observeCandidate(c call[S], answered bool, standing standing) {
	if c.err == nil {
		x.keeper.candidate.seen(c.build)
	}
	o := observed(rolloutv1.Arm_ARM_CANDIDATE, c, answered)
	o.counted = standing == proven
	x.keeper.observe(o)
}

func observed[S proto.Message](arm rolloutv1.Arm, c call[S], answered bool) observation {
	answered = answered && c.outcome != late
	return observation{arm: arm, outcome: c.outcome, at: c.at, took: c.took, work: c.work, answered: answered}
}

// observe counts a call. One whose caller has gone soon says nothing of either side.
func (k *keeper) observe(o observation) {
	if o.outcome == abandoned {
		return
	}
	if o.counted {
		k.tally.observe(o)
	}
	if o.arm == rolloutv1.Arm_ARM_CONTROL {
		k.control.observe(o)
	} else {
		k.candidate.observe(o)
	}
}
