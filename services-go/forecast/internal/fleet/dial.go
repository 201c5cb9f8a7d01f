package fleet

import (
	"context"

	"google.golang.org/grpc"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/client"
)

const maxResponseBytes = 1 << 20

// dial makes a connection to one host and port. Nothing is sent before the first shard.
func dial(address string) (*grpc.ClientConn, error) {
	return client.Dial("passthrough:///"+address,
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxResponseBytes)))
}

// overGRPC computes shards at the other end of a connection.
func overGRPC(connection grpc.ClientConnInterface) SimulateShard {
	shards := simulationv1.NewSimulationServiceClient(connection)
	return func(ctx context.Context, request *simulationv1.SimulateRequest) (*simulationv1.SimulateResponse, error) {
		return shards.Simulate(ctx, request)
	}
}
