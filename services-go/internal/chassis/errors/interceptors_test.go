package errors_test

import (
	"bytes"
	"context"
	stderrors "errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/durationpb"

	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/grpctest"
)

// captureLog returns what is logged during the test.
func captureLog(t *testing.T) *bytes.Buffer {
	t.Helper()
	before := slog.Default()
	lines := &bytes.Buffer{}
	slog.SetDefault(slog.New(slog.NewTextHandler(lines, nil)))
	t.Cleanup(func() { slog.SetDefault(before) })
	return lines
}

// onEveryCall calls a service that fails in the same way on a unary call and a stream.
func onEveryCall(
	t *testing.T, handler grpctest.Handler, check func(t *testing.T, call func(context.Context) error, log *bytes.Buffer),
) {
	t.Helper()
	for name, kind := range map[string]func(context.Context, *grpc.ClientConn) error{
		"unary": grpctest.Unary, "stream": grpctest.Stream,
	} {
		t.Run(name, func(t *testing.T) {
			log := captureLog(t)
			server := grpc.NewServer(grpc.UnaryInterceptor(errors.UnaryServer), grpc.StreamInterceptor(errors.StreamServer))
			connection := grpctest.Serve(t, server, handler)
			call := func(ctx context.Context) error {
				defer server.GracefulStop() // Then nothing is logged any more.
				return kind(ctx, connection)
			}
			check(t, call, log)
		})
	}
}

func TestCallersGetAnErrorWithItsDetails(t *testing.T) {
	fault := errors.InvalidFields([]errors.FieldViolation{
		{Field: "order.amount", Expected: "must be from 1,000 to 10,000,000"},
		{Field: "order.date", Expected: "must be given"},
	})
	fault.RetryDelay = 250 * time.Millisecond
	fault.Details = []proto.Message{durationpb.New(time.Hour)}
	onEveryCall(t, func(context.Context) error { return fmt.Errorf("create: %w", fault) },
		func(t *testing.T, call func(context.Context) error, log *bytes.Buffer) {
			have := status.Convert(call(t.Context()))
			if have.Code() != codes.InvalidArgument ||
				have.Message() != "order.amount must be from 1,000 to 10,000,000; order.date must be given" {
				t.Errorf("got %v", have)
			}
			want := []proto.Message{
				&errdetails.ErrorInfo{Reason: "INVALID_FIELDS", Domain: "trivium"},
				&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{
					{Field: "order.amount", Description: "must be from 1,000 to 10,000,000"},
					{Field: "order.date", Description: "must be given"},
				}},
				&errdetails.RetryInfo{RetryDelay: durationpb.New(fault.RetryDelay)},
				fault.Details[0],
			}
			if len(have.Details()) != len(want) {
				t.Fatalf("%d details, want %d", len(have.Details()), len(want))
			}
			for i, detail := range have.Details() {
				if !proto.Equal(detail.(proto.Message), want[i]) {
					t.Errorf("detail %d is %v, want %v", i, detail, want[i])
				}
			}
			if log.Len() > 0 {
				t.Errorf("a caller's fault was logged: %s", log)
			}
		})
}

func TestWhatIsInternalStaysInTheLog(t *testing.T) {
	secret := "pq: password of user trivium"
	for name, handler := range map[string]grpctest.Handler{
		"an unknown error":            func(context.Context) error { return stderrors.New(secret) },
		"a status of another service": func(context.Context) error { return status.Error(codes.NotFound, secret) },
		"a deadline within":           func(context.Context) error { return fmt.Errorf("%s: %w", secret, context.DeadlineExceeded) },
		"a cancellation within":       func(context.Context) error { return fmt.Errorf("%s: %w", secret, context.Canceled) },
		"a panic":                     func(context.Context) error { panic(secret) },
		"a fault of the Go runtime":   func(context.Context) error { var none *int; *none = 1; return stderrors.New(secret) },
	} {
		t.Run(name, func(t *testing.T) {
			onEveryCall(t, handler, func(t *testing.T, call func(context.Context) error, log *bytes.Buffer) {
				have := status.Convert(call(t.Context()))
				if have.Code() != codes.Internal || have.Message() != "internal error" || reason(have) != "INTERNAL" {
					t.Errorf("got %v %v", have, have.Details())
				}
				if !strings.Contains(log.String(), "level=ERROR") {
					t.Errorf("the log says only %q", log)
				}
			})
		})
	}
}

func TestACallerThatHasGoneIsNoFault(t *testing.T) {
	started := make(chan struct{}, 2)
	for code, end := range map[codes.Code]func(context.Context) (context.Context, context.CancelFunc){
		codes.Canceled: func(ctx context.Context) (context.Context, context.CancelFunc) {
			ctx, cancel := context.WithCancel(ctx)
			go func() { <-started; cancel() }()
			return ctx, cancel
		},
		codes.DeadlineExceeded: func(ctx context.Context) (context.Context, context.CancelFunc) {
			return context.WithTimeout(ctx, 50*time.Millisecond)
		},
	} {
		t.Run(code.String(), func(t *testing.T) {
			onEveryCall(t, func(ctx context.Context) error {
				if code == codes.Canceled {
					started <- struct{}{}
				}
				<-ctx.Done()
				return stderrors.New("interrupted")
			}, func(t *testing.T, call func(context.Context) error, log *bytes.Buffer) {
				ctx, cancel := end(t.Context())
				defer cancel()
				if have := status.Code(call(ctx)); have != code {
					t.Errorf("got %s, want %s", have, code)
				}
				if log.Len() > 0 {
					t.Errorf("it was logged: %s", log)
				}
			})
		})
	}
}

func TestAnswersOfGRPCsOwnServicesAreLeftAsTheyAre(t *testing.T) {
	log := captureLog(t)
	server := grpc.NewServer(grpc.UnaryInterceptor(errors.UnaryServer))
	connection := grpctest.Serve(t, server, nil)
	_, err := healthv1.NewHealthClient(connection).Check(t.Context(), &healthv1.HealthCheckRequest{Service: "nobody"})
	server.GracefulStop()
	if status.Code(err) != codes.NotFound || log.Len() > 0 {
		t.Errorf("got %v and the log %q", err, log)
	}
}

func TestReasonsAreNamedWithoutTheirPrefix(t *testing.T) {
	if have := errors.ReasonName(errorsv1.ErrorReason_ERROR_REASON_INVALID_FIELDS); have != "INVALID_FIELDS" {
		t.Errorf("got %s", have)
	}
}

func reason(s *status.Status) string {
	for _, detail := range s.Details() {
		if info, ok := detail.(*errdetails.ErrorInfo); ok {
			return info.GetReason()
		}
	}
	return ""
}
