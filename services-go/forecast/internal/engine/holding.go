package engine

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	chassis "github.com/trivium/trivium/services-go/internal/chassis/errors"
)

const (
	// Time that the store may take for anything.
	storeTimeout = 2 * time.Second
	// Pause between tries of a write that must not be lost.
	writeRetryInterval = 200 * time.Millisecond
)

// claim takes a run from the queue; nil when it cannot. Its job is used up either way: a
// run that still waits gets another by a rescue.
func (e *Engine) claim(ctx context.Context, id string) *store.Run {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	run, err := e.store.Claim(ctx, id, leaseDuration)
	if err != nil && !errors.Is(err, store.ErrLost) {
		slog.WarnContext(ctx, "cannot claim a run", "run", id, "error", err)
	}
	return run
}

// conclude writes how an attempt ended.
func (e *Engine) conclude(ctx context.Context, a *attempt, err error) {
	id, number := a.run.ID, a.run.Attempt
	switch {
	case err == nil:
		checkpoint := a.tally.encode()
		err = insist(ctx, id, func(ctx context.Context) error {
			return e.store.Succeed(ctx, id, number, checkpoint)
		})
		logEnd(ctx, "run succeeded", id, err)
	case ctx.Err() != nil:
		// A lease of nothing leaves the run to whoever comes next, if it has not ended.
		a.tally.changes++
		err = e.save(context.WithoutCancel(ctx), a.run, a.tally.encode(), 0)
		logEnd(ctx, "run handed back", id, err)
	default:
		slog.ErrorContext(ctx, "a run cannot be computed", "run", id, "error", err)
		failure := failureOf(err)
		err = insist(ctx, id, func(ctx context.Context) error {
			return e.store.Fail(ctx, id, number, failure)
		})
		logEnd(ctx, "run failed", id, err)
	}
}

func logEnd(ctx context.Context, end, id string, err error) {
	switch {
	case err == nil:
		slog.InfoContext(ctx, end, "run", id)
	case errors.Is(err, store.ErrLost):
		slog.InfoContext(ctx, "run stopped: it was cancelled, or is another's", "run", id)
	default:
		slog.WarnContext(ctx, end+", but this was not written", "run", id, "error", err)
	}
}

// insist writes the end of a run again and again, until it is written, the run is lost or
// the service stops: then it tries once more. A try that has begun is not cut off. An end
// that could not be written at last is computed again when the lease is out.
func insist(ctx context.Context, id string, write func(context.Context) error) error {
	for {
		stopping := ctx.Err() != nil
		err := tryOnce(context.WithoutCancel(ctx), write)
		if err == nil || errors.Is(err, store.ErrLost) || stopping {
			return err
		}
		slog.WarnContext(ctx, "cannot write the end of a run", "run", id, "error", err)
		select {
		case <-time.After(writeRetryInterval):
		case <-ctx.Done():
		}
	}
}

func tryOnce(ctx context.Context, write func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	return write(ctx)
}

func failureOf(err error) store.Failure {
	if status.Code(err) == codes.InvalidArgument {
		return store.Failure{
			Reason:      chassis.ReasonName(errorsv1.ErrorReason_ERROR_REASON_INVALID_FIELDS),
			Description: "the simulator refused the schedule",
		}
	}
	description := "the simulators could not compute a shard"
	if errors.Is(err, errPanicked) {
		description = "the run could not be computed"
	}
	return store.Failure{
		Reason:      chassis.ReasonName(errorsv1.ErrorReason_ERROR_REASON_INTERNAL),
		Description: description,
	}
}
