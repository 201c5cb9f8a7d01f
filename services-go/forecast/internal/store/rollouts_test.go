package store_test

import (
	"testing"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func TestRolloutsAreInTheSameDatabase(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		run := claimed(t, s)
		_, err := s.Rollouts().Begin(t.Context(), "simulate", &rolloutv1.State{Version: 1, BasisPoints: 50})
		must(t, err)
		must(t, s.Close())
		if _, err := s.Rollouts().State(t.Context(), "simulate"); err == nil {
			t.Error("the store of rollouts outlives the database")
		}
		again := d.handle(t)
		state, err := again.Rollouts().State(t.Context(), "simulate")
		must(t, err)
		if state.GetBasisPoints() != 50 || stateOf(t, again, run.ID) != store.Running {
			t.Errorf("after a restart: %v, and a run that is %s", state, stateOf(t, again, run.ID))
		}
	})
}
