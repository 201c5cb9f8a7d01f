package experiment_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// set asks for a stage, at the version that is seen.
func (w *world) set(to rolloutv1.Stage) error {
	w.t.Helper()
	return w.SetStage(w.t.Context(), experiment.Change{
		Version: w.view().GetState().GetVersion(), Stage: to, Reason: "a reason", Actor: "alice",
	})
}

func refused(t *testing.T, err error, why string) {
	t.Helper()
	var refused *stage.RefusedError
	if !errors.As(err, &refused) || !strings.Contains(refused.Reason, why) {
		t.Errorf("refused with %v, not %q", err, why)
	}
}

// evidence makes calls until they are enough to pass.
func (w *world) evidence() {
	w.t.Helper()
	w.known()
	w.until("the evidence passes", func(v *rolloutv1.Rollout) bool {
		for seed := range uint64(20) {
			w.do(seed)
		}
		return v.GetVerdict() == rolloutv1.Verdict_VERDICT_PASS
	})
}

func TestAPersonGoesAllTheWayAndBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, nil)
		all := uint32(10000)
		for _, to := range []rolloutv1.Stage{shadow, canary, reversed, retired} {
			if to > shadow {
				refused(t, w.set(to), "the evidence is not enough")
				w.evidence()
			}
			if err := w.set(to); err != nil {
				t.Fatal(err)
			}
			if state := w.view().GetState(); state.GetStage() != to {
				t.Fatalf("the state is %v, not %s", state, to)
			}
			if to == retired {
				break
			}
			if err := w.SetStage(t.Context(), experiment.Change{
				Version: w.view().GetState().GetVersion(), Stage: to, BasisPoints: &all, Reason: "all", Actor: "alice",
			}); err != nil {
				t.Fatal(err)
			}
		}
		if entry := w.newest(); entry.GetActor() != "alice" || entry.GetReason() != "a reason" ||
			entry.GetEvidence().GetCompared() < 100 || len(entry.GetBudgets()) != 4 {
			t.Errorf("the audit entry is %v", entry)
		}
		if err := w.set(off); err != nil {
			t.Fatal(err)
		}
		if by := buildOf(w.do(1)).ID; by != "go-1" {
			t.Errorf("%s answers", by)
		}
	})
}

func TestChangesAreMeantForAVersion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, nil)
		for _, version := range []uint64{0, 2} {
			change := experiment.Change{Version: version, Stage: shadow, Reason: "a reason", Actor: "alice"}
			if err := w.SetStage(t.Context(), change); !errors.Is(err, experiment.ErrStale) {
				t.Errorf("version %d: %v", version, err)
			}
		}
		if state := w.view().GetState(); state.GetVersion() != 1 || state.GetStage() != off {
			t.Errorf("the state is %v", state)
		}
	})
}

func TestStagesAreNotSkipped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, nil)
		refused(t, w.set(canary), "from off the next stage is shadow")
		refused(t, w.set(rolloutv1.Stage(9)), "there is no stage 9")
	})
}

func TestChangedTellsThoseWhoWatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, nil)
		other := w.replica(nil)
		changed := other.Changed()
		if err := w.set(shadow); err != nil {
			t.Fatal(err)
		}
		<-changed
		other.untilStage(shadow)
	})
}

// Two replicas see a difference at the same time: one change, one outcome.
func TestReplicasAgreeOnOneOutcome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(shadow, 10000))
		replicas := []*world{w, w.replica(nil), w.replica(nil)}
		wrong := answer("rust-1")
		wrong.Value = 8
		for _, replica := range replicas {
			replica.candidate.answers(wrong)
		}
		version := w.view().GetState().GetVersion()
		for _, replica := range replicas {
			go func() { _, _ = replica.Do(t.Context(), seeded(1)) }()
		}
		for _, replica := range replicas {
			state := replica.untilStage(off).GetState()
			if state.GetVersion() != version+1 {
				t.Errorf("version %d became %d", version, state.GetVersion())
			}
		}
		entries, err := w.store.Audit(t.Context(), "solve", 0, 10)
		if err != nil || entries[0].GetVersion() != version+1 {
			t.Errorf("the audit trail is %v, %v", entries, err)
		}
		replicas[0].until("there is one mismatch", func(v *rolloutv1.Rollout) bool { return v.GetMismatches() == 1 })
	})
}

// What was seen at one version of the state is no evidence at the next.
func TestEvidenceBeginsAnewWithEveryChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			proven(shadow, 10000)(o)
			o.FlushInterval = time.Hour
		})
		for seed := range uint64(10) {
			w.do(seed)
		}
		w.until("there is evidence", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() == 10 })
		if err := w.replica(nil).set(off); err != nil {
			t.Fatal(err)
		}
		if e := w.untilStage(off).GetEvidence(); e.GetCompared() != 0 || e.GetControl().GetCalls() != 0 {
			t.Errorf("the evidence is still %v", e)
		}
	})
}

// What several replicas see adds up.
func TestEvidenceOfReplicasAddsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(shadow, 10000))
		other := w.replica(nil)
		for seed := range uint64(10) {
			w.do(seed)
			other.do(seed)
		}
		for _, replica := range []*world{w, other} {
			replica.until("all calls are seen", func(v *rolloutv1.Rollout) bool {
				e := v.GetEvidence()
				return e.GetCompared() == 20 && e.GetControl().GetCalls() == 20 && e.GetCandidate().GetCalls() == 20
			})
		}
	})
}
