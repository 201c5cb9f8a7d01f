package experiment_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func candidateBuild(v *rolloutv1.Rollout) string {
	return v.GetState().GetIdentity().GetCandidateBuild()
}

func TestTheFirstAnswersNameTheBuilds(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{shadow, reversed} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			state := w.view().GetState()
			identity := state.GetIdentity()
			if state.GetStage() != stage || identity.GetControlBuild() != "go-1" ||
				identity.GetCandidateBuild() != "rust-1" || identity.GetContractHash() != contract {
				t.Errorf("the state is %v", state)
			}
		}))
	}
}

func TestAnotherBuildGoesBackToShadow(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{shadow, canary, reversed} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			for seed := range uint64(10) {
				w.do(seed)
			}
			w.until("there is evidence", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() == 10 })
			w.candidate.answers(answer("rust-2"))
			if by := buildOf(w.do(2)).ID; by != "go-1" {
				t.Errorf("%s answers a caller without evidence", by)
			}
			view := w.until("the new build is known", func(v *rolloutv1.Rollout) bool { return candidateBuild(v) == "rust-2" })
			if view.GetState().GetStage() != shadow || view.GetState().GetBasisPoints() != 10000 || view.GetEvidence().GetCompared() > 1 {
				t.Errorf("the rollout is %v", view)
			}
			if entry := w.newest(); entry.GetActor() != "trivium" || entry.GetBefore().GetStage() != stage {
				t.Errorf("the audit entry is %v", entry)
			}
			w.do(3)
			w.until("the new build is compared", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() > 0 })
		}))
	}
}

// Where answers do not say who gave them, the implementation does.
func TestABuildThatIsToldIsKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			proven(reversed, 10000)(o)
			o.Identify = nil
		})
		as := func(build string) function {
			return func(ctx context.Context, _ request) (response, error) {
				experiment.AnsweredBy(ctx, experiment.Build{ID: build, ContractHash: contract})
				return answer(build), nil
			}
		}
		w.candidate.does(as("rust-1"))
		if by := buildOf(w.do(1)).ID; by != "rust-1" {
			t.Errorf("%s answers, not the build that there is evidence of", by)
		}
		w.candidate.does(as("rust-2"))
		if by := buildOf(w.do(2)).ID; by != "go-1" {
			t.Errorf("%s answers a caller without evidence", by)
		}
		w.until("the new build is known", func(v *rolloutv1.Rollout) bool { return candidateBuild(v) == "rust-2" })
	})
}

func TestAnotherBuildIsNotedWhenRetired(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, atShare(retired, 0))
		w.known()
		w.candidate.answers(answer("rust-2"))
		if by := buildOf(w.do(2)).ID; by != "rust-2" {
			t.Errorf("%s answers", by)
		}
		view := w.until("the new build is known", func(v *rolloutv1.Rollout) bool { return candidateBuild(v) == "rust-2" })
		if view.GetState().GetStage() != retired {
			t.Errorf("the rollout is %v", view)
		}
	})
}

// A service with another control finds the state of the one before.
func TestAnotherControlGoesBackToShadow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(reversed, 10000))
		next := w.replica(func(o *experiment.Options[request, response]) { o.ControlBuild.ID = "go-2" })
		next.do(1)
		view := next.until("the new control is known", func(v *rolloutv1.Rollout) bool {
			return v.GetState().GetIdentity().GetControlBuild() == "go-2"
		})
		if view.GetState().GetStage() != shadow {
			t.Errorf("the rollout is %v", view)
		}
	})
}

// While old and new builds answer in turn, the audit trail does not fill, and what the old ones
// answer is no evidence of the new.
func TestMixedBuildsDoNotFlap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(canary, 10000))
		other := newSide("rust-2")
		seam := w.Seam(other.call)
		if _, err := seam(t.Context(), seeded(0)); err != nil {
			t.Fatal(err)
		}
		w.until("the new build is known", func(v *rolloutv1.Rollout) bool { return candidateBuild(v) == "rust-2" })
		version := w.view().GetState().GetVersion()
		for seed := range uint64(100) {
			w.do(seed)
			if _, err := seam(t.Context(), seeded(seed)); err != nil {
				t.Fatal(err)
			}
			w.until("both have answered", func(*rolloutv1.Rollout) bool {
				return other.calls.Load() == int64(seed)+2 && w.candidate.calls.Load() == int64(seed)+1
			})
		}
		view := w.until("the new build is compared", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() == 100 })
		if view.GetState().GetVersion() != version {
			t.Errorf("version %d has become %v", version, view.GetState())
		}
		if calls := view.GetEvidence().GetCandidate().GetCalls(); calls != 100 {
			t.Errorf("%d calls count, not the 100 of the new build", calls)
		}
	})
}

// A deployment that is rolled back: the old build is all there is, and takes its place again.
func TestABuildThatCameBackTakesItsPlaceAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var later atomic.Int64
		w := start(t, func(o *experiment.Options[request, response]) {
			at(shadow, 10000)(o)
			o.Now = func() time.Time { return time.Now().Add(time.Duration(later.Load())) }
		})
		w.known()
		w.candidate.answers(answer("rust-2"))
		w.do(1)
		w.until("the new build is known", func(v *rolloutv1.Rollout) bool { return candidateBuild(v) == "rust-2" })
		w.candidate.answers(answer("rust-1"))
		calls := w.candidate.calls.Load()
		w.do(2)
		w.until("the old build has answered", func(*rolloutv1.Rollout) bool { return w.candidate.calls.Load() > calls })
		if build := candidateBuild(w.view()); build != "rust-2" {
			t.Fatalf("%s at once", build)
		}
		later.Store(int64(2 * time.Minute))
		w.until("the old build is back", func(v *rolloutv1.Rollout) bool { w.do(3); return candidateBuild(v) == "rust-1" })
	})
}

// A candidate of another contract does not answer, and cannot advance.
func TestAnotherContractIsHeldAtShadow(t *testing.T) {
	foreign := answer("rust-2")
	builds.Store(foreign, experiment.Build{ID: "rust-2", ContractHash: "theirs", Implementation: "rust-2"})
	for _, stage := range []rolloutv1.Stage{canary, reversed} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			w.candidate.answers(foreign)
			for seed := range uint64(200) {
				if by := buildOf(w.do(seed)).ID; by != "go-1" {
					t.Fatalf("%s answers a caller", by)
				}
			}
			w.untilStage(shadow)
			calls := w.candidate.calls.Load()
			w.do(1)
			view := w.until("it is called at shadow", func(*rolloutv1.Rollout) bool { return w.candidate.calls.Load() > calls })
			if e := view.GetEvidence(); e.GetCandidate().GetCalls() > 0 || e.GetCompared() > 0 {
				t.Errorf("another contract is evidence: %v", e)
			}
			refused(t, w.set(canary), `the contract "theirs", the control "c0"`)
		}))
	}
}

func TestAnotherContractIsNotEvenTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, at(reversed, 10000))
		foreign := answer("rust-2")
		builds.Store(foreign, experiment.Build{ID: "rust-2", ContractHash: "theirs", Implementation: "rust-2"})
		w.candidate.answers(foreign)
		if by := buildOf(w.do(1)).ID; by != "go-1" {
			t.Errorf("%s answers a caller", by)
		}
		w.untilStage(shadow)
	})
}
