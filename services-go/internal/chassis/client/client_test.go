package client

import (
	"context"
	"net"
	"sync/atomic"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

// flaky is a service that fails its first calls with a code.
type flaky struct {
	code     codes.Code
	failures int32
	calls    atomic.Int32
	parent   string
}

func (f *flaky) description() *grpc.ServiceDesc {
	handler := func(_ any, ctx context.Context, decode func(any) error, _ grpc.UnaryServerInterceptor) (any, error) {
		_, err := trace.UnaryServer(ctx, nil, nil, func(ctx context.Context, _ any) (any, error) {
			f.parent = trace.Parent(ctx)
			return nil, decode(&emptypb.Empty{})
		})
		if err == nil && f.calls.Add(1) <= f.failures {
			err = status.Error(f.code, "not yet")
		}
		return &emptypb.Empty{}, err
	}
	return &grpc.ServiceDesc{
		ServiceName: "test.v1.FlakyService", HandlerType: (*any)(nil),
		Methods: []grpc.MethodDesc{{MethodName: "Call", Handler: handler}},
	}
}

// call calls it over a connection.
func (f *flaky) call(ctx context.Context, t *testing.T) error {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	server.RegisterService(f.description(), nil)
	go server.Serve(listener)
	defer server.Stop()
	connection, err := Connect(listener.Addr().String(), f.description())
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	return connection.Invoke(ctx, "/test.v1.FlakyService/Call", &emptypb.Empty{}, &emptypb.Empty{})
}

func TestWhatCannotBeReachedIsTriedAgain(t *testing.T) {
	service := &flaky{code: codes.Unavailable, failures: 3}
	if err := service.call(t.Context(), t); err != nil || service.calls.Load() != 4 {
		t.Errorf("%d calls, error %v", service.calls.Load(), err)
	}
}

func TestOtherFaultsAreNotTriedAgain(t *testing.T) {
	service := &flaky{code: codes.ResourceExhausted, failures: 1}
	if err := service.call(t.Context(), t); status.Code(err) != codes.ResourceExhausted || service.calls.Load() != 1 {
		t.Errorf("%d calls, error %v", service.calls.Load(), err)
	}
}

func TestCallsCarryTheTrace(t *testing.T) {
	const parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	service := &flaky{}
	if err := service.call(trace.With(t.Context(), parent), t); err != nil || service.parent != parent {
		t.Errorf("it belongs to %q, error %v", service.parent, err)
	}
}
