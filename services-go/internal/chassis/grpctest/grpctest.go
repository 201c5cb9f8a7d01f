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

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

// Patience is how long to wait before a test counts as hung.
const Patience = 30 * time.Second

// Handler is what the service does with any call.
type Handler func(ctx context.Context) error

type service struct {
	forecastv1.UnimplementedForecastServiceServer
	handler Handler
}

func (s service) GetForecast(
	ctx context.Context, _ *forecastv1.GetForecastRequest,
) (*forecastv1.GetForecastResponse, error) {
	return &forecastv1.GetForecastResponse{}, s.handler(ctx)
}

func (s service) WatchForecast(
	_ *forecastv1.WatchForecastRequest, stream forecastv1.ForecastService_WatchForecastServer,
) error {
	return s.handler(stream.Context())
}

// Serve makes a server answer by a handler, and health, until the end of the test. It
// returns a connection to it.
func Serve(t testing.TB, server *grpc.Server, handler Handler, options ...grpc.DialOption) *grpc.ClientConn {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	forecastv1.RegisterForecastServiceServer(server, service{handler: handler})
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
	_, err := forecastv1.NewForecastServiceClient(connection).GetForecast(ctx, &forecastv1.GetForecastRequest{})
	return err
}

// Stream opens a stream and returns the error that it ends with.
func Stream(ctx context.Context, connection *grpc.ClientConn) error {
	stream, err := forecastv1.NewForecastServiceClient(connection).WatchForecast(ctx, &forecastv1.WatchForecastRequest{})
	if err != nil {
		return err
	}
	_, err = stream.Recv()
	return err
}
