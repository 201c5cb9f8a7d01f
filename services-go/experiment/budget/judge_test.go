package budget_test

import (
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const (
	mismatches = rolloutv1.Budget_KIND_MISMATCHES
	failures   = rolloutv1.Budget_KIND_ERRORS
	latency    = rolloutv1.Budget_KIND_LATENCY
)

var steady = behaviour{median: time.Millisecond, spread: 0.3}

func failing(share float64) behaviour {
	return behaviour{failures: share, median: time.Millisecond, spread: 0.3}
}

func slower(factor float64) behaviour {
	return behaviour{median: time.Duration(factor * float64(time.Millisecond)), spread: 0.3}
}

// A candidate that uses its budget up to the limit, and no more, is left in peace: looked at
// after every 25 calls, over many rollouts, with a chance of false alarms that would show.
func TestFalseAlarmsAreAsRareAsPromised(t *testing.T) {
	const rollouts, looks, chance = 100, 40, 0.05
	cases := []struct {
		name               string
		kind               rolloutv1.Budget_Kind
		control, candidate behaviour
	}{
		{"failures at the limit", failures, failing(0.02), failing(0.03)},
		{"latency at the limit", latency, steady, steady},
		{"failures of both", failures, failing(0.5), failing(0.5)},
		{"latency with long tails", latency, behaviour{0, time.Millisecond, 2}, behaviour{0, time.Millisecond, 2}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			alarms := 0
			for seed := range uint64(rollouts) {
				r := newRollout(seed, budget.Limits{FalseAlarms: chance})
				if r.within(c.kind, 25*looks, 25, c.control, c.candidate) >= 0 {
					alarms++
				}
			}
			if float64(alarms) > chance*rollouts {
				t.Errorf("%d false alarms in %d rollouts, and %v may be", alarms, rollouts, chance*rollouts)
			}
		})
	}
}

// What goes wrong is found within a number of calls.
func TestBreachesAreFound(t *testing.T) {
	cases := []struct {
		name               string
		kind               rolloutv1.Budget_Kind
		control, candidate behaviour
		within, step       int
	}{
		{"every call fails", failures, steady, failing(1), 20, 1},
		{"a fifth of the calls fail", failures, steady, failing(0.2), 300, 5},
		{"5 % of the calls fail", failures, steady, failing(0.05), 1500, 50},
		{"ten times as slow", latency, steady, slower(10), 225, 5},
		{"twice as slow", latency, steady, slower(2), 3000, 25},
		{"ten times as slow, rarely", latency, steady, behaviour{0, 2 * time.Millisecond, 1}, 2500, 50},
		{"half as slow again", latency, steady, slower(1.5), 10000, 100},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(20) {
				if r := newRollout(seed, budget.Limits{}); r.within(c.kind, c.within, c.step, c.control, c.candidate) < 0 {
					t.Fatalf("seed %d: not found within %d calls: %v", seed, c.within, r.look()[c.kind])
				}
			}
		})
	}
}

// A long good past does not hide what goes wrong now.
func TestLateBreachesAreFound(t *testing.T) {
	cases := []struct {
		name         string
		kind         rolloutv1.Budget_Kind
		candidate    behaviour
		within, step int
	}{
		{"every call fails", failures, failing(1), 200, 10},
		{"5 % of the calls fail", failures, failing(0.05), 5000, 250},
		{"twice as slow", latency, slower(2), 4500, 250},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			for seed := range uint64(5) {
				r := newRollout(seed, budget.Limits{})
				if after := r.within(c.kind, 100_000, 2000, steady, steady); after >= 0 {
					t.Fatalf("seed %d: a false alarm after %d calls", seed, after)
				}
				if r.within(c.kind, c.within, c.step, steady, c.candidate) < 0 {
					t.Fatalf("seed %d: not found within %d calls: %v", seed, c.within, r.look()[c.kind])
				}
			}
		})
	}
}

func TestFasterAndSounderCandidatesPass(t *testing.T) {
	r := newRollout(1, budget.Limits{})
	r.calls(200, failing(0.1), 200, slower(0.2))
	for kind, budget := range r.look() {
		if budget.GetVerdict() != rolloutv1.Verdict_VERDICT_PASS || budget.GetUsed() > 0.5 {
			t.Errorf("%v: %v", kind, budget)
		}
	}
}

func TestTooFewCallsAreInconclusive(t *testing.T) {
	r := newRollout(1, budget.Limits{})
	for range 99 {
		r.calls(1, steady, 1, slower(0.2))
		for kind, budget := range r.look() {
			if budget.GetVerdict() != rolloutv1.Verdict_VERDICT_INCONCLUSIVE || budget.GetSamplesNeeded() != 100 {
				t.Fatalf("%v: %v", kind, budget)
			}
		}
	}
}

// The budget counts on the side that has fewer calls.
func TestManyCallsOfOneSideAreInconclusive(t *testing.T) {
	r := newRollout(1, budget.Limits{})
	r.calls(10_000, steady, 50, slower(0.2))
	if b := r.look()[latency]; b.GetVerdict() != rolloutv1.Verdict_VERDICT_INCONCLUSIVE || b.GetSamples() != 50 {
		t.Errorf("%v", b)
	}
}

// Above the limit, and not certainly so: neither forward nor back.
func TestACandidateOnTheEdgeHolds(t *testing.T) {
	r := newRollout(1, budget.Limits{})
	r.calls(200, steady, 200, slower(1.5))
	if b := r.look()[latency]; b.GetVerdict() != rolloutv1.Verdict_VERDICT_INCONCLUSIVE || b.GetUsed() != 0.99 {
		t.Errorf("%v", b)
	}
}

func TestOneMismatchIsABreach(t *testing.T) {
	sum := &rolloutv1.Evidence{Compared: 1, Mismatched: 1}
	if b := (budget.Limits{}).Judge(sum, budget.Window{})[0]; b.GetKind() != mismatches ||
		b.GetVerdict() != rolloutv1.Verdict_VERDICT_BREACH || b.GetUsed() != 1 || b.GetObserved() != 1 {
		t.Errorf("%v", b)
	}
	if b := (budget.Limits{Mismatches: 1}).Judge(sum, budget.Window{})[0]; b.GetVerdict() != rolloutv1.Verdict_VERDICT_INCONCLUSIVE {
		t.Errorf("a mismatch that is allowed: %v", b)
	}
}

func TestNothingIsObservedWithoutCalls(t *testing.T) {
	budgets := (budget.Limits{}).Judge(nil, budget.Window{})
	for _, b := range budgets {
		if b.Observed != nil || b.GetVerdict() != rolloutv1.Verdict_VERDICT_INCONCLUSIVE || b.GetUsed() != 0 {
			t.Errorf("%v", b)
		}
	}
	if budget.Worst(budgets) != rolloutv1.Verdict_VERDICT_INCONCLUSIVE {
		t.Error("it passes without calls")
	}
}

func TestASlowCallIsABreachOnlyByUnitOfWork(t *testing.T) {
	small, large := evidence.Bucket(time.Millisecond, 1), evidence.Bucket(time.Second, 1000)
	if small != large {
		t.Errorf("bucket %d, and %d for a thousand times the work in a thousand times the time", small, large)
	}
}

func BenchmarkJudge(b *testing.B) {
	r := newRollout(1, budget.Limits{})
	r.calls(10_000, steady, 10_000, steady)
	sum := r.sum()
	for b.Loop() {
		r.limits.Judge(sum, r.window)
	}
}
