package fleet

import (
	"context"
	"fmt"
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

// A name with several addresses behind it is used in turn.
const serviceConfig = `{"loadBalancingConfig":[{"round_robin":{}}]}`

// Dial makes a replica of each address: a host and port, or a name that stands for
// several. Nothing is sent before the first shard. The function closes the connections.
func Dial(addresses []string) ([]Replica, func(), error) {
	var replicas []Replica
	var connections []*grpc.ClientConn
	closeAll := func() {
		for _, connection := range connections {
			connection.Close()
		}
	}
	for _, address := range addresses {
		connection, err := grpc.NewClient("dns:///"+address, options()...)
		if err != nil {
			closeAll()
			return nil, nil, fmt.Errorf("simulator %s: %w", address, err)
		}
		connections = append(connections, connection)
		client := simulationv1.NewSimulationServiceClient(connection)
		replicas = append(replicas, Replica{Name: address, Simulate: overGRPC(client)})
	}
	return replicas, closeAll, nil
}

func overGRPC(client simulationv1.SimulationServiceClient) SimulateShard {
	return func(ctx context.Context, request *simulationv1.SimulateRequest) (*simulationv1.SimulateResponse, error) {
		return client.Simulate(ctx, request)
	}
}

func options() []grpc.DialOption {
	reconnect := backoff.DefaultConfig
	reconnect.BaseDelay = firstBreak
	reconnect.MaxDelay = maxReconnectDelay
	return []grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithDefaultServiceConfig(serviceConfig),
		// Looking one up in the DNS as well only costs time, where it cannot be asked.
		grpc.WithDisableServiceConfig(),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(maxResponseBytes)),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: reconnect, MinConnectTimeout: minConnectTimeout}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveInterval, Timeout: keepaliveTimeout}),
		grpc.WithUnaryInterceptor(trace.UnaryClient),
	}
}
