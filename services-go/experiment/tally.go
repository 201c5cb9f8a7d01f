package experiment

import (
	"math"
	"sync"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// tally counts what is observed at one version of the state, until the store has it.
type tally struct {
	mu                            sync.Mutex
	compared, mismatched, dropped uint64
	control, candidate            armTally
}

// armTally counts what is observed of one side.
type armTally struct {
	calls, answered, failures, refused uint64
	times                              evidence.Counts
}

func (a *armTally) add(o observation) {
	if o.outcome == Refused {
		a.refused++
		return
	}
	a.calls++
	if o.answered {
		a.answered++
	}
	if o.outcome == Failed {
		a.failures++
		return
	}
	if !math.IsNaN(o.work) {
		a.times[evidence.Bucket(o.took, o.work)]++
	}
}

func (t *tally) observe(o observation) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o.arm == rolloutv1.Arm_ARM_CONTROL {
		t.control.add(o)
	} else {
		t.candidate.add(o)
	}
}

func (t *tally) drop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.dropped++
}

func (t *tally) compare(differed bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.compared++
	if differed {
		t.mismatched++
	}
}

// read is what was counted so far.
func (t *tally) read() *rolloutv1.Evidence {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.sum()
}

// take returns what was counted, and begins anew.
func (t *tally) take() *rolloutv1.Evidence {
	t.mu.Lock()
	defer t.mu.Unlock()
	sum := t.sum()
	t.compared, t.mismatched, t.dropped = 0, 0, 0
	t.control, t.candidate = armTally{}, armTally{}
	return sum
}

// put gives back what was taken.
func (t *tally) put(delta *rolloutv1.Evidence) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.compared += delta.GetCompared()
	t.mismatched += delta.GetMismatched()
	t.dropped += delta.GetDropped()
	t.control.put(delta.GetControl())
	t.candidate.put(delta.GetCandidate())
}

func (t *tally) sum() *rolloutv1.Evidence {
	return &rolloutv1.Evidence{
		Compared:   t.compared,
		Mismatched: t.mismatched,
		Dropped:    t.dropped,
		Control:    t.control.sum(),
		Candidate:  t.candidate.sum(),
	}
}

func (a *armTally) sum() *rolloutv1.ArmEvidence {
	return &rolloutv1.ArmEvidence{
		Calls: a.calls, Answered: a.answered, Failures: a.failures, Refused: a.refused, Latencies: a.times.Pack(),
	}
}

func (a *armTally) put(delta *rolloutv1.ArmEvidence) {
	a.calls += delta.GetCalls()
	a.answered += delta.GetAnswered()
	a.failures += delta.GetFailures()
	a.refused += delta.GetRefused()
	for bucket, count := range evidence.Unpack(delta.GetLatencies()) {
		a.times[bucket] += count
	}
}
