package storetest

import (
	"errors"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

var stateTests = map[string]func(*testing.T, Open){
	"a rollout that has begun stays as it is": func(t *testing.T, open Open) {
		one, another := open(t), open(t)
		expectEqual(t, "the first", begun(t, one, name), initial())
		later := initial()
		later.Stage, later.BasisPoints = rolloutv1.Stage_STAGE_REVERSED, 1
		state, err := another.Begin(t.Context(), name, later)
		must(t, err)
		expectEqual(t, "the second", state, initial())
		expectEqual(t, "what is stored", stateOf(t, another, name), initial())
		must(t, one.Swap(t.Context(), name, change(state, "anna")))
		expectEqual(t, "a later one", begun(t, another, name), change(state, "anna").GetAfter())
		if entries := auditOf(t, one, name); len(entries) != 1 {
			t.Errorf("beginning left entries in the audit trail: %v", entries)
		}
	},

	"racing beginnings agree": func(t *testing.T, open Open) {
		const callers = 12
		states := make([]*rolloutv1.State, callers)
		race(t, open, callers, func(s experiment.Store, i int) {
			own := initial()
			own.BasisPoints = uint32(i)
			var err error
			if states[i], err = s.Begin(t.Context(), name, own); err != nil {
				t.Error(err)
			}
		})
		for _, state := range states {
			expectEqual(t, "a state", state, states[0])
		}
		expectEqual(t, "what is stored", stateOf(t, open(t), name), states[0])
	},

	"an unknown rollout has nothing": func(t *testing.T, open Open) {
		s := open(t)
		begun(t, s, name)
		for _, unknown := range append(awkward, "Solve", "\xff") {
			if _, err := s.State(t.Context(), unknown); !errors.Is(err, experiment.ErrNotFound) {
				t.Errorf("State(%.20q): got %v", unknown, err)
			}
			if err := s.Swap(t.Context(), unknown, change(initial(), "anna")); !errors.Is(err, experiment.ErrNotFound) {
				t.Errorf("Swap(%.20q): got %v", unknown, err)
			}
			if _, err := s.Mismatch(t.Context(), unknown, "m"); !errors.Is(err, experiment.ErrNotFound) {
				t.Errorf("Mismatch(%.20q): got %v", unknown, err)
			}
			expectEmpty(t, s, unknown)
		}
	},

	"rollouts do not see each other": func(t *testing.T, open Open) {
		s := open(t)
		begun(t, s, name)
		begun(t, s, "other")
		must(t, s.Swap(t.Context(), name, change(initial(), "anna")))
		_, err := s.AddEvidence(t.Context(), name, 1, observed(1, 0, 1))
		must(t, err)
		id := added(t, s, mismatch("checksum", 0))
		expectEqual(t, "the other state", stateOf(t, s, "other"), initial())
		expectEmpty(t, s, "other")
		if _, err := s.Mismatch(t.Context(), "other", id); !errors.Is(err, experiment.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		own, err := s.AddMismatch(t.Context(), "other", mismatch("checksum", 0))
		must(t, err)
		if own == id {
			t.Error("a mismatch was counted as one of another rollout")
		}
	},

	"what is handed in and out is nobody else's": func(t *testing.T, open Open) {
		s := open(t)
		given := initial()
		begun, err := s.Begin(t.Context(), name, given)
		must(t, err)
		given.Identity.ControlBuild, begun.Identity.ControlBuild = "changed", "changed"
		stateOf(t, s, name).Stage = rolloutv1.Stage_STAGE_OFF
		expectEqual(t, "the state", stateOf(t, s, name), initial())
		delta := observed(1, 0, 1)
		before := proto.CloneOf(delta)
		for range 2 {
			sum, err := s.AddEvidence(t.Context(), name, 1, delta)
			must(t, err)
			sum.Compared, sum.Control.Latencies.Counts[0] = 1000, 1000
		}
		expectEqual(t, "the delta", delta, before)
		if have := evidenceOf(t, s, name, 1); have.GetCompared() != 2 || have.GetControl().GetLatencies().GetCounts()[0] != 2 {
			t.Errorf("the sum is %v", have)
		}
	},
}

// expectEmpty takes a rollout that is not found for an empty one.
func expectEmpty(t *testing.T, s experiment.Store, name string) {
	t.Helper()
	entries, auditErr := s.Audit(t.Context(), name, 0, 10)
	mismatches, listErr := s.Mismatches(t.Context(), name, "", 10)
	count, countErr := s.CountMismatches(t.Context(), name)
	for _, err := range []error{auditErr, listErr, countErr} {
		if err != nil && !errors.Is(err, experiment.ErrNotFound) {
			t.Errorf("%.20q: got %v", name, err)
		}
	}
	if len(entries) != 0 || len(mismatches) != 0 || count != 0 {
		t.Errorf("%.20q has the audit trail %v, and %d mismatches: %v", name, entries, count, mismatches)
	}
}
