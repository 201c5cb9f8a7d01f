package api

import (
	stderrors "errors"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

const queueRetryDelay = time.Second

// forCaller gives the store's errors their names in the contract.
func forCaller(err error) error {
	switch {
	case stderrors.Is(err, store.ErrNotFound):
		return errors.New(codes.NotFound, errorsv1.ErrorReason_ERROR_REASON_FORECAST_NOT_FOUND, "no forecast has this id")
	case stderrors.Is(err, store.ErrConflict):
		return errors.New(codes.AlreadyExists, errorsv1.ErrorReason_ERROR_REASON_REQUEST_ID_CONFLICT,
			"this request_id was used with another plan")
	case stderrors.Is(err, store.ErrQueueFull):
		full := errors.New(codes.ResourceExhausted, errorsv1.ErrorReason_ERROR_REASON_QUEUE_FULL, "too many runs are queued")
		full.RetryDelay = queueRetryDelay
		return full
	}
	return err
}
