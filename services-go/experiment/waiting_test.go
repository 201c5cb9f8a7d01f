package experiment

import (
	"testing"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// A poll finds the state that was there before, while the builds that were met, and the breach by
// them, still wait for the store.
func TestABreachByBuildsThatWereMetOutlivesAPoll(t *testing.T) {
	old := &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-1"}
	met := &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-2"}
	found := &breach{identity: met}
	w := waiting{met: met, breach: found}
	for _, state := range []*rolloutv1.State{
		{Stage: rolloutv1.Stage_STAGE_REVERSED, Identity: old},
		{Stage: rolloutv1.Stage_STAGE_SHADOW, Identity: met},
	} {
		if w.adopt(state); w.breach != found {
			t.Fatalf("no breach waits at %v", state)
		}
	}
	if w.met != nil {
		t.Error("the builds still wait")
	}
	if w.adopt(&rolloutv1.State{Stage: rolloutv1.Stage_STAGE_SHADOW, Identity: old}); w.breach != nil {
		t.Error("a breach waits that is of other builds")
	}
}
