package errors

import (
	"context"
	"errors"
	"log/slog"
	"runtime/debug"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
)

// gRPC's own services, such as health, answer with statuses already.
const ownServices = "/grpc."

// UnaryServer turns errors into statuses. What is not an [*Error] and not due to the
// caller's going is logged, panics too, and the caller learns only that it was internal.
func UnaryServer(
	ctx context.Context, request any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler,
) (response any, err error) {
	err = contained(ctx, info.FullMethod, func() (err error) {
		response, err = handler(ctx, request)
		return err
	})
	return response, forCaller(ctx, info.FullMethod, err)
}

// StreamServer is UnaryServer for streams.
func StreamServer(server any, stream grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	ctx := stream.Context()
	err := contained(ctx, info.FullMethod, func() error { return handler(server, stream) })
	return forCaller(ctx, info.FullMethod, err)
}

// contained makes an error of a panic, which would end the process.
func contained(ctx context.Context, method string, handle func() error) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			slog.ErrorContext(ctx, "panic", "method", method, "panic", fault, "stack", string(debug.Stack()))
			err = internal()
		}
	}()
	return handle()
}

func forCaller(ctx context.Context, method string, err error) error {
	var known *Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known.GRPCStatus().Err()
	case strings.HasPrefix(method, ownServices):
		return err
	case errors.Is(ctx.Err(), context.Canceled):
		return New(codes.Canceled, errorsv1.ErrorReason_ERROR_REASON_CANCELLED, "the caller has gone").GRPCStatus().Err()
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return New(codes.DeadlineExceeded, errorsv1.ErrorReason_ERROR_REASON_DEADLINE_EXCEEDED, "out of time").GRPCStatus().Err()
	}
	slog.ErrorContext(ctx, "internal error", "method", method, "error", err)
	return internal().GRPCStatus().Err()
}

func internal() *Error {
	return New(codes.Internal, errorsv1.ErrorReason_ERROR_REASON_INTERNAL, "internal error")
}
