package experiment

import (
	"context"

	"google.golang.org/protobuf/proto"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

var _ Steering = (*Experiment[proto.Message, proto.Message])(nil)

// Load reads the state from the store. Run does so all the time; a service that calls it
// before it serves begins at the stored stage rather than with the control.
func (x *Experiment[Q, S]) Load(ctx context.Context) error { return x.keeper.load(ctx) }

// Name is the name of the seam.
func (x *Experiment[Q, S]) Name() string { return x.options.Name }

// View is the rollout as this replica knows it: what the store has is a second old at most.
// It never fails.
func (x *Experiment[Q, S]) View(context.Context) (*rolloutv1.Rollout, error) {
	return x.keeper.view(), nil
}

// Changed is closed when the state or the kill switch changes next.
func (x *Experiment[Q, S]) Changed() <-chan struct{} { return x.keeper.changed() }

// SetStage makes a change that a person asks for. ErrStale when it is meant for another
// version; a *stage.RefusedError when the step is not allowed; any other error is the store's,
// and nothing changed.
func (x *Experiment[Q, S]) SetStage(ctx context.Context, change Change) error {
	return x.keeper.setStage(ctx, change)
}

// Kill goes back to off, whatever the version. The control answers from the first moment
// on; stored says whether the store has the change, or will get it once it can be reached.
func (x *Experiment[Q, S]) Kill(ctx context.Context, reason, actor string) (stored bool, err error) {
	return x.keeper.kill(ctx, reason, actor)
}
