package rolloutserver

import (
	"context"
	stderrors "errors"
	"log/slog"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/stage"
	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

func noRollout() error {
	return errors.New(codes.NotFound, errorsv1.ErrorReason_ERROR_REASON_ROLLOUT_NOT_FOUND, "no rollout has this name")
}

func stopping() error {
	return errors.New(codes.Unavailable, errorsv1.ErrorReason_ERROR_REASON_UNAVAILABLE, "the service stops; watch again")
}

// steeringFault gives the errors of a step their names in the contract.
func steeringFault(ctx context.Context, rollout experiment.Steering, err error) error {
	if stderrors.Is(err, experiment.ErrStale) {
		return stale(ctx, rollout)
	}
	if refused := refusal(err); refused != nil {
		return refused
	}
	return unreachable(ctx, err)
}

// stale has the present state with it, so that who asked can look at it and ask again.
func stale(ctx context.Context, rollout experiment.Steering) error {
	fault := errors.New(codes.Aborted, errorsv1.ErrorReason_ERROR_REASON_ROLLOUT_VERSION_STALE,
		"the rollout was changed meanwhile")
	if view, err := rollout.View(ctx); err == nil {
		fault.Details = []proto.Message{view.GetState()}
	}
	return fault
}

// refusal is what a caller sees of an error that says why a step is refused; nil for others.
func refusal(err error) error {
	var refused *stage.RefusedError
	if !stderrors.As(err, &refused) {
		return nil
	}
	return errors.New(codes.FailedPrecondition, errorsv1.ErrorReason_ERROR_REASON_ROLLOUT_STEP_REFUSED, "%s", refused.Reason)
}

func replayFault(err error) error {
	if refused := refusal(err); refused != nil {
		return refused
	}
	return err
}

func mismatchFault(ctx context.Context, err error) error {
	if stderrors.Is(err, experiment.ErrNotFound) {
		return errors.New(codes.NotFound, errorsv1.ErrorReason_ERROR_REASON_MISMATCH_NOT_FOUND, "no mismatch has this id")
	}
	return unreachable(ctx, err)
}

// unreachable says that the store is, unless the caller has gone: then that is why.
func unreachable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	slog.WarnContext(ctx, "the store of rollouts cannot be used", "error", err)
	return errors.New(codes.Unavailable, errorsv1.ErrorReason_ERROR_REASON_UNAVAILABLE,
		"the store of rollouts cannot be reached")
}
