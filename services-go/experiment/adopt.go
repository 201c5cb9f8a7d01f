package experiment

import (
	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// adopt takes over a state that the store has. The mutex is held.
func (k *keeper) adopt(state *rolloutv1.State) {
	k.generation++
	settled := k.waiting.adopt(state)
	if k.state != nil && k.state.GetVersion() == state.GetVersion() {
		if settled {
			k.reroute()
			k.notify()
		}
		return
	}
	if !stage.Same(k.state.GetIdentity(), state.GetIdentity()) {
		k.builds.left.Leave(k.state.GetIdentity())
	}
	k.state = state
	k.sum, k.sending, k.window = nil, nil, budget.Window{}
	k.tally.take()
	k.builds.adopt(k.now())
	k.log.Info("the rollout's state", "version", state.GetVersion(),
		"stage", stage.Name(state.GetStage()), "basis_points", state.GetBasisPoints())
	if !k.hasControl && state.GetStage() != rolloutv1.Stage_STAGE_RETIRED {
		k.log.Error("the control is gone, and the rollout is not retired: the candidate answers")
	}
	k.reroute()
	k.notify()
}

// reroute works out how calls go: by the state, less what waits to be stored. What leads
// back is not put off until the store has it. The mutex is held.
func (k *keeper) reroute() {
	next := route{stage: rolloutv1.Stage_STAGE_OFF}
	if k.state != nil {
		next = route{k.state.GetStage(), k.state.GetBasisPoints(), k.state.GetIdentity()}
	}
	for _, proposal := range k.proposals() {
		if decision, err := stage.Next(k.state, proposal.event, k.now()); err == nil && decision != nil {
			next = next.held(decision.Next.GetStage())
		}
	}
	if !k.hasControl {
		next = route{stage: rolloutv1.Stage_STAGE_RETIRED, identity: next.identity}
	}
	k.route.Store(&next)
}
