// Package stage decides what a rollout goes to next. Nothing here reads a clock, a store or
// the network: events go in, decisions come out.
//
// Only [Set], which is a person, goes forward. Every other event leads back, or nowhere.
package stage

import (
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const (
	// MaxBasisPoints is a share of all calls.
	MaxBasisPoints = 10000
	// DefaultBasisPoints is the least share that makes sense, 1 %.
	DefaultBasisPoints = 100
)

// Event is what may change a rollout: [Set], [Kill], [Judged] or [Met].
type Event interface {
	// apply returns nil when nothing changes.
	apply(state *rolloutv1.State) (*change, error)
}

// change is what an event makes of a state.
type change struct {
	stage       rolloutv1.Stage
	basisPoints uint32
	identity    *rolloutv1.Identity
	reason      string
}

// Decision is the state that a rollout goes to, and why.
type Decision struct {
	Next   *rolloutv1.State
	Reason string
}

// Next decides what an event makes of a state at a time: nil when it stays as it is, a
// *RefusedError when the event is a step that is not allowed. The state is not changed.
func Next(state *rolloutv1.State, event Event, at time.Time) (*Decision, error) {
	change, err := event.apply(state)
	if change == nil || err != nil {
		return nil, err
	}
	next := &rolloutv1.State{
		Version:     state.GetVersion() + 1,
		Stage:       change.stage,
		BasisPoints: change.basisPoints,
		Identity:    proto.CloneOf(change.identity),
		ChangeTime:  proto.CloneOf(state.GetChangeTime()),
	}
	if next.Stage != state.GetStage() || next.BasisPoints != state.GetBasisPoints() {
		next.ChangeTime = timestamppb.New(at)
	}
	return &Decision{Next: next, Reason: change.reason}, nil
}

// HasShare tells whether a stage applies to a share of the calls.
func HasShare(stage rolloutv1.Stage) bool {
	return stage == rolloutv1.Stage_STAGE_SHADOW || stage == rolloutv1.Stage_STAGE_CANARY ||
		stage == rolloutv1.Stage_STAGE_REVERSED
}

// candidateAnswers tells whether callers get the candidate's answers at a stage that is
// compared.
func candidateAnswers(stage rolloutv1.Stage) bool {
	return stage == rolloutv1.Stage_STAGE_CANARY || stage == rolloutv1.Stage_STAGE_REVERSED
}

// Name is a stage as people write it, such as "canary".
func Name(stage rolloutv1.Stage) string {
	switch stage {
	case rolloutv1.Stage_STAGE_OFF:
		return "off"
	case rolloutv1.Stage_STAGE_SHADOW:
		return "shadow"
	case rolloutv1.Stage_STAGE_CANARY:
		return "canary"
	case rolloutv1.Stage_STAGE_REVERSED:
		return "reversed"
	case rolloutv1.Stage_STAGE_RETIRED:
		return "retired"
	default:
		return "unknown"
	}
}
