package experiment

import (
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Mismatches that wait for the store at most; others are only counted.
const maxWaitingMismatches = 16

// waiting is what the store must be told.
type waiting struct {
	// Somebody wants the rollout off.
	kill *order
	// The evidence wants it off.
	breach *breach
	// Builds answered that the evidence is not about.
	met        *rolloutv1.Identity
	mismatches []*rolloutv1.Mismatch
}

// order is what somebody wants.
type order struct{ reason, actor string }

// breach is evidence that a limit is exceeded.
type breach struct {
	evidence *rolloutv1.Evidence
	budgets  []*rolloutv1.Budget
	identity *rolloutv1.Identity
	// The mismatch that led to it; nil when none did. It gets its id from the store.
	mismatch   *rolloutv1.Mismatch
	mismatchID string
}

// adopt forgets what a state has settled, and says whether there was anything. A breach is settled
// by the stage off alone, or by other builds than those that it is of, once none of these wait:
// a rollout that was retired meanwhile goes back.
func (w *waiting) adopt(state *rolloutv1.State) (settled bool) {
	before := *w
	if state.GetStage() == rolloutv1.Stage_STAGE_OFF {
		w.kill, w.breach, w.met = nil, nil, nil
	}
	if w.breach != nil && !stage.Same(w.breach.identity, state.GetIdentity()) &&
		(w.met == nil || !stage.Same(w.breach.identity, w.met)) {
		w.breach = nil
	}
	if stage.Same(w.met, state.GetIdentity()) {
		w.met = nil
	}
	return w.kill != before.kill || w.breach != before.breach || w.met != before.met
}

// keep puts a mismatch where it waits for the store, and returns the one that stands for it.
func (w *waiting) keep(mismatch *rolloutv1.Mismatch) *rolloutv1.Mismatch {
	for _, other := range w.mismatches {
		if stage.Same(other.GetIdentity(), mismatch.GetIdentity()) &&
			other.GetDifference().GetField() == mismatch.GetDifference().GetField() {
			other.Count += mismatch.GetCount()
			other.LastTime = mismatch.GetLastTime()
			return other
		}
	}
	if len(w.mismatches) < maxWaitingMismatches {
		w.mismatches = append(w.mismatches, mismatch)
	}
	return mismatch
}
