// Package client connects to other services over gRPC.
package client

import (
	"fmt"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"

	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	minConnectTimeout   = 2 * time.Second
	firstReconnectDelay = 50 * time.Millisecond
	maxReconnectDelay   = time.Second
	keepaliveInterval   = 30 * time.Second
	keepaliveTimeout    = 10 * time.Second
)

// Replicas take turns; what cannot be reached is tried again.
const policy = `{
	"loadBalancingConfig": [{"round_robin": {}}],
	"methodConfig": [{
		"name": [{"service": %q}],
		"retryPolicy": {
			"maxAttempts": 4, "initialBackoff": "0.05s", "maxBackoff": "1s", "backoffMultiplier": 2,
			"retryableStatusCodes": ["UNAVAILABLE"]
		}
	}]
}`

// Dial makes a connection to a target of gRPC, such as "passthrough:///127.0.0.1:50051",
// which carries the trace. Nothing is sent before the first call.
func Dial(target string, options ...grpc.DialOption) (*grpc.ClientConn, error) {
	reconnect := backoff.DefaultConfig
	reconnect.BaseDelay = firstReconnectDelay
	reconnect.MaxDelay = maxReconnectDelay
	return grpc.NewClient(target, append([]grpc.DialOption{
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: reconnect, MinConnectTimeout: minConnectTimeout}),
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: keepaliveInterval, Timeout: keepaliveTimeout}),
		grpc.WithUnaryInterceptor(trace.UnaryClient),
	}, options...)...)
}

// Connect makes a connection to a host and a port, which may stand for several replicas.
// Calls of the service are tried again when it cannot be reached: they must be safe to
// repeat.
func Connect(address string, service *grpc.ServiceDesc) (*grpc.ClientConn, error) {
	return Dial("dns:///"+address,
		grpc.WithDefaultServiceConfig(fmt.Sprintf(policy, service.ServiceName)), grpc.WithDisableServiceConfig())
}
