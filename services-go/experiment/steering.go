package experiment

import (
	"context"

	"google.golang.org/protobuf/types/known/anypb"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Itself is the actor of what happens by itself, and of nobody else.
const Itself = "trivium"

// Change is a step that somebody asks for.
type Change struct {
	// Version of the state that the change is meant for.
	Version uint64
	Stage   rolloutv1.Stage
	// BasisPoints is the share of calls, 0 to 10000; nil for what suits the stage.
	BasisPoints *uint32
	// Reason and Actor say why, and who.
	Reason, Actor string
}

// Steering is a rollout for those who watch and steer it: what the RolloutService serves.
// An [Experiment] is one.
type Steering interface {
	// Name of the seam.
	Name() string
	// View is the rollout as this replica knows it.
	View(ctx context.Context) (*rolloutv1.Rollout, error)
	// Changed is closed when the state or the kill switch changes next.
	Changed() <-chan struct{}
	// SetStage makes a change. ErrStale when it is meant for another version; a
	// *stage.RefusedError when the step is not allowed.
	SetStage(ctx context.Context, change Change) error
	// Kill goes back to off at once, whatever the version, and says whether the store has it.
	Kill(ctx context.Context, reason, actor string) (stored bool, err error)
	// Replay runs both sides again on a request. Nothing is stored.
	Replay(ctx context.Context, request *anypb.Any) (*Replay, error)
}

// Replay is what both sides answer to a request.
type Replay struct {
	Control, Candidate *rolloutv1.Answer
	// Difference is nil when they agree.
	Difference *rolloutv1.Difference
	Identity   *rolloutv1.Identity
}
