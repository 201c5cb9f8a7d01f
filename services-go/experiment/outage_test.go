package experiment_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"google.golang.org/grpc/codes"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// fragile is a store that can be out of reach.
type fragile struct {
	experiment.Store
	down atomic.Bool
	// It takes no evidence, and is in reach otherwise.
	deaf atomic.Bool
}

var errDown = errors.New("the store is down")

func (f *fragile) State(ctx context.Context, name string) (*rolloutv1.State, error) {
	if f.down.Load() {
		return nil, errDown
	}
	return f.Store.State(ctx, name)
}

func (f *fragile) Swap(ctx context.Context, name string, entry *rolloutv1.AuditEntry) error {
	if f.down.Load() {
		return errDown
	}
	return f.Store.Swap(ctx, name, entry)
}

func (f *fragile) AddEvidence(ctx context.Context, name string, version uint64, delta *rolloutv1.Evidence) (*rolloutv1.Evidence, error) {
	if f.down.Load() || f.deaf.Load() {
		return nil, errDown
	}
	return f.Store.AddEvidence(ctx, name, version, delta)
}

func (f *fragile) AddMismatch(ctx context.Context, name string, mismatch *rolloutv1.Mismatch) (string, error) {
	if f.down.Load() {
		return "", errDown
	}
	return f.Store.AddMismatch(ctx, name, mismatch)
}

func startFragile(t *testing.T, change func(*experiment.Options[request, response])) (*world, *fragile) {
	t.Helper()
	store := &fragile{Store: memstore.New()}
	return start(t, func(o *experiment.Options[request, response]) { o.Store = store; change(o) }), store
}

func (w *world) untilDown() {
	w.t.Helper()
	w.until("the outage is noticed", (*rolloutv1.Rollout).GetStoreUnreachable)
}

func TestTheLastKnownStageHoldsWithoutTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := startFragile(t, proven(reversed, 10000))
		store.down.Store(true)
		w.untilDown()
		for seed := range uint64(10) {
			if by := buildOf(w.do(seed)).ID; by != "rust-1" {
				t.Fatalf("%s answers", by)
			}
		}
		if err := w.set(off); !errors.Is(err, errDown) {
			t.Errorf("a change is made: %v", err)
		}
		store.down.Store(false)
		w.until("the evidence was kept", func(v *rolloutv1.Rollout) bool {
			return !v.GetStoreUnreachable() && v.GetEvidence().GetCompared() == 10
		})
	})
}

func TestEvidenceThatTheStoreRefusesIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := startFragile(t, proven(shadow, 10000))
		store.deaf.Store(true)
		for seed := range uint64(10) {
			w.do(seed)
			w.until("it is counted here", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() == seed+1 })
		}
		store.deaf.Store(false)
		w.until("the store has it", func(v *rolloutv1.Rollout) bool {
			sum, err := store.AddEvidence(t.Context(), "solve", 1, nil)
			return err == nil && sum.GetCompared() == 10 && v.GetEvidence().GetCompared() == 10
		})
	})
}

func TestKillsWorkWithoutTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := startFragile(t, proven(reversed, 10000))
		store.down.Store(true)
		w.untilDown()
		stored, err := w.Kill(t.Context(), "it smells", "bob")
		if stored || err != nil {
			t.Fatalf("stored: %v, %v", stored, err)
		}
		if by := buildOf(w.do(1)).ID; by != "go-1" {
			t.Errorf("%s answers", by)
		}
		if s := w.view().GetKillSwitch(); !s.GetOn() || s.GetDescription() != "it smells, by bob" {
			t.Errorf("the switch is %v", s)
		}
		store.down.Store(false)
		w.untilStage(off)
		if entry := w.newest(); entry.GetActor() != "bob" || entry.GetReason() != "it smells" {
			t.Errorf("the audit entry is %v", entry)
		}
	})
}

func TestRetreatsWorkWithoutTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := startFragile(t, proven(canary, 10000))
		store.down.Store(true)
		w.untilDown()
		wrong := answer("rust-1")
		wrong.Value = 8
		w.candidate.answers(wrong)
		w.until("the control answers", func(*rolloutv1.Rollout) bool { return w.do(1).GetValue() == 7 })
		store.down.Store(false)
		w.untilStage(off)
		if entry := w.newest(); entry.GetMismatchId() == "" || entry.GetEvidence().GetMismatched() == 0 {
			t.Errorf("the audit entry is %v", entry)
		}
	})
}

func TestFailuresAreJudgedWithoutTheStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, store := startFragile(t, proven(reversed, 10000))
		store.down.Store(true)
		w.untilDown()
		w.candidate.does(failing(codes.Internal))
		w.until("the candidate is not called", func(*rolloutv1.Rollout) bool {
			before := w.candidate.calls.Load()
			w.do(1)
			return w.candidate.calls.Load() == before
		})
		store.down.Store(false)
		w.untilStage(off)
	})
}

// Nobody knows the stage yet: the control answers.
func TestTheControlAnswersUntilTheStoreIsReached(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &fragile{Store: memstore.New()}
		store.down.Store(true)
		o := options(store, newSide("go-1"), newSide("rust-1"))
		at(reversed, 10000)(&o)
		x, err := experiment.New(o)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Load(t.Context()); !errors.Is(err, errDown) {
			t.Fatalf("the store is reached: %v", err)
		}
		r, err := x.Do(t.Context(), seeded(1))
		if err != nil || buildOf(r).ID != "go-1" {
			t.Errorf("%v, %v", r, err)
		}
		view, err := x.View(t.Context())
		if err != nil || view.GetState().GetStage() != off || !view.GetStoreUnreachable() {
			t.Errorf("%v, %v", view, err)
		}
		store.down.Store(false)
		if err := x.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		if r, err := x.Do(t.Context(), seeded(1)); err != nil || buildOf(r).ID != "rust-1" {
			t.Errorf("%v, %v", r, err)
		}
	})
}
