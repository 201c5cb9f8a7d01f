// Package grpctest serves one function over gRPC on the loopback, for tests of what
// stands around a service.
package grpctest

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/protobuf/types/known/emptypb"
)

// Patience is how long to wait before a test counts as hung.
const Patience = 30 * time.Second

const (
	unaryMethod  = "/test.v1.TestService/Unary"
	streamMethod = "/test.v1.TestService/Stream"
)

// Handler is what the service does with any call.
type Handler func(ctx context.Context) error

// description is of a service with a unary method and a stream, both of empty messages.
var description = grpc.ServiceDesc{
	ServiceName: "test.v1.TestService",
	HandlerType: (*any)(nil),
	Methods:     []grpc.MethodDesc{{MethodName: "Unary", Handler: handleUnary}},
	Streams:     []grpc.StreamDesc{{StreamName: "Stream", Handler: handleStream, ServerStreams: true}},
}

func handleUnary(
	server any, ctx context.Context, decode func(any) error, interceptor grpc.UnaryServerInterceptor,
) (any, error) {
	request := &emptypb.Empty{}
	if err := decode(request); err != nil {
		return nil, err
	}
	handler := func(ctx context.Context, _ any) (any, error) { return &emptypb.Empty{}, server.(Handler)(ctx) }
	if interceptor == nil {
		return handler(ctx, request)
	}
	return interceptor(ctx, request, &grpc.UnaryServerInfo{Server: server, FullMethod: unaryMethod}, handler)
}

func handleStream(server any, stream grpc.ServerStream) error {
	return server.(Handler)(stream.Context())
}

// Serve makes a server answer by a handler, and health, until the end of the test. It
// returns a connection to it.
func Serve(t testing.TB, server *grpc.Server, handler Handler, options ...grpc.DialOption) *grpc.ClientConn {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server.RegisterService(&description, handler)
	healthv1.RegisterHealthServer(server, health.NewServer())
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	options = append(options, grpc.WithTransportCredentials(insecure.NewCredentials()))
	connection, err := grpc.NewClient(listener.Addr().String(), options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return connection
}

// Unary makes a unary call and returns its error.
func Unary(ctx context.Context, connection *grpc.ClientConn) error {
	return connection.Invoke(ctx, unaryMethod, &emptypb.Empty{}, &emptypb.Empty{})
}

// Stream opens a stream and returns the error that it ends with.
func Stream(ctx context.Context, connection *grpc.ClientConn) error {
	stream, err := connection.NewStream(ctx, &description.Streams[0], streamMethod)
	if err != nil {
		return err
	}
	if err := stream.SendMsg(&emptypb.Empty{}); err != nil {
		return err
	}
	if err := stream.CloseSend(); err != nil {
		return err
	}
	return stream.RecvMsg(&emptypb.Empty{})
}
