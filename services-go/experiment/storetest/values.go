package storetest

import (
	"strings"
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/timestamppb"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Texts that a database may stumble over.
var awkward = []string{"", "a\x00b", "'; DROP TABLE rollouts; --", "é ∞ 𝄞", strings.Repeat("x", 1<<20)}

// at is a time that loses something if it is stored in milliseconds.
func at(second int) *timestamppb.Timestamp {
	return timestamppb.New(time.Date(2026, 1, 1, 0, 0, second, 123_456_789, time.UTC))
}

func initial() *rolloutv1.State {
	return &rolloutv1.State{
		Version: 1, Stage: rolloutv1.Stage_STAGE_SHADOW, BasisPoints: 100, Identity: identity(), ChangeTime: at(0),
	}
}

func identity() *rolloutv1.Identity {
	return &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-1", ContractHash: "abc"}
}

// change is an entry that leads from a state to its next version.
func change(before *rolloutv1.State, actor string) *rolloutv1.AuditEntry {
	after := proto.CloneOf(before)
	after.Version++
	after.BasisPoints++
	after.ChangeTime = at(int(after.GetVersion()))
	return &rolloutv1.AuditEntry{
		Version: after.GetVersion(), Time: after.GetChangeTime(), Actor: actor, Reason: "more", Before: before, After: after,
		Evidence:   observed(10, 3, 1, 2),
		Budgets:    []*rolloutv1.Budget{{Kind: rolloutv1.Budget_KIND_LATENCY, Observed: proto.Float64(0.5), Limit: 1}},
		MismatchId: "m",
	}
}

// observed is evidence with so many compared calls, and a histogram on each side.
func observed(compared uint64, firstBucket uint32, counts ...uint64) *rolloutv1.Evidence {
	arm := func(calls uint64) *rolloutv1.ArmEvidence {
		return &rolloutv1.ArmEvidence{
			Calls: calls, Answered: calls - 1, Failures: 1, Refused: 2,
			Latencies: &rolloutv1.Latencies{FirstBucket: firstBucket, Counts: counts},
		}
	}
	return &rolloutv1.Evidence{
		Compared: compared, Mismatched: 1, Dropped: 2, Control: arm(compared), Candidate: arm(compared + 1),
	}
}

func newID() string { return uuid.Must(uuid.NewV7()).String() }

// mismatch was seen at a second, in a field.
func mismatch(field string, second int) *rolloutv1.Mismatch {
	answer := func(text string) *rolloutv1.Answer {
		return &rolloutv1.Answer{Response: &anypb.Any{TypeUrl: "type.googleapis.com/answer", Value: []byte(text)}}
	}
	return &rolloutv1.Mismatch{
		Id: newID(), Count: 1, FirstTime: at(second), LastTime: at(second), Identity: identity(), Stage: rolloutv1.Stage_STAGE_CANARY,
		Difference: &rolloutv1.Difference{
			Field:   field,
			Control: &rolloutv1.Value{Text: "-0", Bits: "8000000000000000"}, Candidate: &rolloutv1.Value{Text: "0"},
		},
		Request: &anypb.Any{TypeUrl: "type.googleapis.com/question", Value: []byte{0, 0xff, 0x80}},
		Control: answer("\x00one"), Candidate: answer("another"),
	}
}
