package budget

import (
	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Calls of each side that a window has, before the next begins. A 99th percentile is known
// with certainty from about 2,000 on.
const windowCalls = 4000

// Window is the recent part of the evidence, so that a long good past does not hide what goes
// wrong now. The zero value is the window that begins with the first call.
type Window struct {
	// The evidence before the window.
	before *rolloutv1.Evidence
	// Windows before this one.
	number uint64
}

// In returns what was observed since the window began.
func (w Window) In(sum *rolloutv1.Evidence) *rolloutv1.Evidence { return evidence.Since(sum, w.before) }

// Next is the window after an observation: the same, or the one that begins now because it
// is full.
func (w Window) Next(sum *rolloutv1.Evidence) Window {
	inside := w.In(sum)
	if min(inside.GetControl().GetCalls(), inside.GetCandidate().GetCalls()) < windowCalls {
		return w
	}
	return Window{before: sum, number: w.number + 1}
}

// chance is this window's part of a chance of error: the parts of all windows there can ever
// be add up to the whole.
func (w Window) chance(whole float64) float64 {
	n := float64(w.number + 1)
	return whole / (n * (n + 1))
}
