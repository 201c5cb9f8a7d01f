package budget_test

import (
	"math"
	"math/rand/v2"
	"time"

	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// rollout is one that is made up: calls of both sides, and the evidence of them.
type rollout struct {
	random             *rand.Rand
	limits             budget.Limits
	window             budget.Window
	control, candidate arm
}

type arm struct {
	calls, failures uint64
	times           evidence.Counts
}

// behaviour is how a side fails, and how long it takes.
type behaviour struct {
	failures float64
	// Median of the time, whose logarithm is normal.
	median time.Duration
	spread float64
}

func newRollout(seed uint64, limits budget.Limits) *rollout {
	return &rollout{random: rand.New(rand.NewPCG(seed, 7)), limits: limits}
}

func (r *rollout) call(a *arm, b behaviour) {
	a.calls++
	if r.random.Float64() < b.failures {
		a.failures++
		return
	}
	a.times[evidence.Bucket(time.Duration(float64(b.median)*math.Exp(b.spread*r.random.NormFloat64())), 1)]++
}

// calls are calls of both sides.
func (r *rollout) calls(control int, c behaviour, candidate int, d behaviour) {
	for range control {
		r.call(&r.control, c)
	}
	for range candidate {
		r.call(&r.candidate, d)
	}
}

func (a *arm) evidence() *rolloutv1.ArmEvidence {
	return &rolloutv1.ArmEvidence{Calls: a.calls, Answered: a.calls, Failures: a.failures, Latencies: a.times.Pack()}
}

func (r *rollout) sum() *rolloutv1.Evidence {
	both := min(r.control.calls, r.candidate.calls)
	return &rolloutv1.Evidence{Compared: both, Control: r.control.evidence(), Candidate: r.candidate.evidence()}
}

// look judges, as a replica does when it has told the store what it saw.
func (r *rollout) look() map[rolloutv1.Budget_Kind]*rolloutv1.Budget {
	sum := r.sum()
	judged := map[rolloutv1.Budget_Kind]*rolloutv1.Budget{}
	for _, budget := range r.limits.Judge(sum, r.window) {
		judged[budget.GetKind()] = budget
	}
	r.window = r.window.Next(sum)
	return judged
}

// breached looks whether a limit is broken.
func (r *rollout) breached(kind rolloutv1.Budget_Kind) bool {
	return r.look()[kind].GetVerdict() == rolloutv1.Verdict_VERDICT_BREACH
}

// within makes calls in steps until a limit is broken, and returns how many candidate's calls
// that took; -1 when it took more than a number.
func (r *rollout) within(kind rolloutv1.Budget_Kind, most, step int, c, d behaviour) int {
	for calls := step; calls <= most; calls += step {
		if r.calls(step, c, step, d); r.breached(kind) {
			return calls
		}
	}
	return -1
}
