package stage_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func anyIdentity(t *rapid.T) *rolloutv1.Identity {
	return rapid.SampledFrom([]*rolloutv1.Identity{nil, known, rust2, go2, foreign}).Draw(t, "identity")
}

func anyBudgets(t *rapid.T) []*rolloutv1.Budget {
	verdict := rapid.Map(rapid.Int32Range(0, 3), func(v int32) rolloutv1.Verdict { return rolloutv1.Verdict(v) })
	return verdicts(rapid.SliceOfN(verdict, 0, 3).Draw(t, "verdicts")...)
}

// anyEvidence is an event that no person is behind, or one who wants it to stop.
func anyEvidence(t *rapid.T) stage.Event {
	switch rapid.IntRange(0, 2).Draw(t, "event") {
	case 0:
		return stage.Judged{Budgets: anyBudgets(t)}
	case 1:
		return stage.Met{Identity: anyIdentity(t), ContractHash: rapid.SampledFrom([]string{"", ours}).Draw(t, "contract")}
	default:
		return stage.Kill{Reason: "why", NoControl: rapid.Bool().Draw(t, "no control")}
	}
}

func anyState(t *rapid.T) *rolloutv1.State {
	at := rolloutv1.Stage(rapid.Int32Range(1, 5).Draw(t, "stage"))
	return state(at, rapid.Uint32Range(0, stage.MaxBasisPoints).Draw(t, "share"), anyIdentity(t))
}

// candidateAnswers is the share of calls that the candidate answers.
func candidateAnswers(s *rolloutv1.State) uint32 {
	switch s.GetStage() {
	case canary:
		return s.GetBasisPoints()
	case reversed, retired:
		return stage.MaxBasisPoints
	default:
		return 0
	}
}

func TestNoEvidenceEverAdvancesAStage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := anyState(t)
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			decision, err := stage.Next(state, anyEvidence(t), now)
			if err != nil || decision == nil {
				continue
			}
			next := decision.Next
			if next.GetStage() > state.GetStage() || candidateAnswers(next) > candidateAnswers(state) {
				t.Fatalf("from %v to %v", state, next)
			}
			state = next
		}
	})
}

func TestEveryDecisionIsAStepOfOneVersionToALegalState(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		state := anyState(t)
		for range rapid.IntRange(1, 30).Draw(t, "events") {
			event := anyEvidence(t)
			if rapid.Bool().Draw(t, "a person") {
				to := rolloutv1.Stage(rapid.Int32Range(0, 6).Draw(t, "to"))
				event = stage.Set{Stage: to, Budgets: anyBudgets(t), ContractHash: ours}
			}
			decision, err := stage.Next(state, event, now.Add(time.Second))
			if err != nil || decision == nil {
				continue
			}
			next := decision.Next
			switch {
			case next.GetVersion() != state.GetVersion()+1:
				t.Fatalf("version %d after %d", next.GetVersion(), state.GetVersion())
			case next.GetStage() > state.GetStage()+1:
				t.Fatalf("from %v to %v", state, next)
			case next.GetStage() < off || next.GetStage() > retired, next.GetBasisPoints() > stage.MaxBasisPoints,
				!stage.HasShare(next.GetStage()) && next.GetBasisPoints() != 0 && next.GetStage() != state.GetStage():
				t.Fatalf("an illegal state %v", next)
			}
			state = next
		}
	})
}

func TestRosterForgetsTheOldest(t *testing.T) {
	var roster stage.Roster
	build := func(i int) *rolloutv1.Identity {
		return &rolloutv1.Identity{CandidateBuild: string(rune('a' + i))}
	}
	roster.Leave(nil)
	for i := range 65 {
		roster.Leave(build(i))
		roster.Leave(build(i))
	}
	if roster.Left(build(0)) || !roster.Left(build(1)) || !roster.Left(build(64)) || roster.Left(nil) {
		t.Error("it does not hold the last 64 builds")
	}
}
