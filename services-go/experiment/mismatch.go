package experiment

import (
	"math"
	"time"

	"github.com/google/uuid"

	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/evidence"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// agreed takes note of answers that are equal.
func (k *keeper) agreed(identity *rolloutv1.Identity) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if stage.Same(identity, k.state.GetIdentity()) {
		k.tally.compare(false)
	}
}

// differed takes note of answers that differ. If that breaks a limit, the control answers
// from now on.
func (k *keeper) differed(mismatch *rolloutv1.Mismatch) {
	k.mu.Lock()
	defer k.mu.Unlock()
	mismatch.Id = newID()
	mismatch.FirstTime, mismatch.LastTime = k.stamp(), k.stamp()
	mismatch.Count = 1
	mismatch.Stage = k.state.GetStage()
	if kept := k.waiting.keep(mismatch); kept != mismatch {
		mismatch = kept
	} else {
		k.tell(mismatch)
	}
	if k.concerns(mismatch.GetIdentity()) {
		k.tally.compare(true)
		k.judge(mismatch)
	}
}

// tell logs a difference; not again while it waits for the store.
func (k *keeper) tell(mismatch *rolloutv1.Mismatch) {
	difference, identity := mismatch.GetDifference(), mismatch.GetIdentity()
	k.log.Warn("the answers differ", "field", difference.GetField(),
		"control", difference.GetControl().GetText(), "candidate", difference.GetCandidate().GetText(),
		"control_build", identity.GetControlBuild(), "candidate_build", identity.GetCandidateBuild())
}

// concerns tells whether a difference of builds is one of those that the state is about, or is
// about to be about. The mutex is held.
func (k *keeper) concerns(identity *rolloutv1.Identity) bool {
	known := k.state.GetIdentity()
	return stage.Unset(known) || stage.Same(identity, known) || stage.Same(identity, k.waiting.met)
}

// look judges what was observed, whether the store can be reached or not.
func (k *keeper) look() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.judge(nil)
	k.measure()
}

// Calls of the control that tell how long it usually takes.
const usualSamples = 100

// measure finds out how long the control usually takes. The mutex is held.
func (k *keeper) measure() {
	times := evidence.Unpack(k.observed().GetControl().GetLatencies())
	if times.Total() >= usualSamples {
		k.usual.Store(math.Float64bits(times.Percentile(0.99)))
	}
}

// usualTime is what 99 of 100 calls of so much work take the control at most.
func (k *keeper) usualTime(work float64) (usual time.Duration, known bool) {
	picoseconds := math.Float64frombits(k.usual.Load()) * work
	return time.Duration(picoseconds / 1000), picoseconds > 0
}

// judge looks whether the evidence breaks a limit; mismatch is what was observed last, nil
// when it was something else. Where nothing is compared, a difference is one of a comparison
// that was under way. The mutex is held.
func (k *keeper) judge(mismatch *rolloutv1.Mismatch) {
	at := k.state.GetStage()
	compares := stage.HasShare(at) || at == rolloutv1.Stage_STAGE_RETIRED && mismatch != nil
	if k.waiting.breach != nil || !compares {
		return
	}
	sum := k.observed()
	budgets := k.limits.Judge(sum, k.window)
	if budget.Worst(budgets) != rolloutv1.Verdict_VERDICT_BREACH {
		return
	}
	identity := k.state.GetIdentity()
	if mismatch != nil {
		identity = mismatch.GetIdentity()
	}
	k.waiting.breach = &breach{evidence: sum, budgets: budgets, identity: identity, mismatch: mismatch}
	k.reroute()
	k.hurry()
}

// newID is a UUID of version 7.
func newID() string { return uuid.Must(uuid.NewV7()).String() }
