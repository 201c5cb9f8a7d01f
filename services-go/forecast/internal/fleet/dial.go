package fleet

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	maxResponseBytes  = 1 << 20
	minConnectTimeout = 2 * time.Second
	maxReconnectDelay = time.Second
	keepaliveInterval = 30 * time.Second
	keepaliveTimeout  = 10 * time.Second
)

// dial makes a connection to one host and port. Nothing is sent before the first shard.
func dial(address string) (*grpc.ClientConn, error) {
	reconnect := backoff.DefaultConfig
	reconnect.BaseDelay = firstPause
	reconnect.MaxDelay = maxReconnectDelay
	return grpc.NewClient("passthrough:///"+address,
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxResponseBytes)),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: reconnect, MinConnectTimeout: minConnectTimeout}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveInterval, Timeout: keepaliveTimeout}),
		grpc.WithUnaryInterceptor(trace.UnaryClient),
	)
}

// overGRPC computes shards at the other end of a connection.
func overGRPC(connection grpc.ClientConnInterface) SimulateShard {
	client := simulationv1.NewSimulationServiceClient(connection)
	return func(ctx context.Context, request *simulationv1.SimulateRequest) (*simulationv1.SimulateResponse, error) {
		return client.Simulate(ctx, request)
	}
}
