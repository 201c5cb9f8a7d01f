package experiment_test

import (
	"testing"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func TestOneMismatchLeadsBackToOff(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{
		rolloutv1.Stage_STAGE_SHADOW, rolloutv1.Stage_STAGE_CANARY, rolloutv1.Stage_STAGE_REVERSED,
	} {
		t.Run(stage.String(), func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			wrong := answer("rust-1")
			wrong.Checksum = 8
			w.candidate.answers(wrong)
			w.do(1)
			w.untilStage(rolloutv1.Stage_STAGE_OFF)
			entry := w.newest()
			if entry.GetActor() != "trivium" || entry.GetEvidence().GetMismatched() != 1 || entry.GetMismatchId() == "" {
				t.Errorf("the audit entry is %v", entry)
			}
			mismatch, err := w.store.Mismatch(t.Context(), "simulate", entry.GetMismatchId())
			if err != nil {
				t.Fatal(err)
			}
			if d := mismatch.GetDifference(); d.GetField() != "checksum" ||
				d.GetControl().GetBits() != "0000000000000007" || d.GetCandidate().GetBits() != "0000000000000008" {
				t.Errorf("the difference is %v", d)
			}
			if r := w.do(1); r.GetChecksum() != 7 {
				t.Error("a caller still gets the candidate's answer")
			}
		})
	}
}
