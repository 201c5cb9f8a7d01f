// Package server is a service's process: its main, its gRPC server with health and
// reflection, its admin port, and its drain.
package server

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"

	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

// MaxRequestBytes is the longest request that is read.
const MaxRequestBytes = 64 << 10

const (
	maxStreams = 1000
	// Clients may not ping more often than this.
	minPingInterval = 10 * time.Second
	// A client must say what it wants within this time of connecting.
	handshakeTimeout = 10 * time.Second
	// A silent client is asked for a sign of life, and given this long for it.
	pingInterval = 30 * time.Second
	pingTimeout  = 10 * time.Second
)

// NewGRPC is a gRPC server with the services that register adds, and with health and
// reflection, which name them. Their health says so when draining is done.
func NewGRPC(draining context.Context, register func(grpc.ServiceRegistrar)) *grpc.Server {
	server := grpc.NewServer(
		grpc.ChainUnaryInterceptor(trace.UnaryServer, errors.UnaryServer),
		grpc.ChainStreamInterceptor(trace.StreamServer, errors.StreamServer),
		grpc.MaxRecvMsgSize(MaxRequestBytes),
		grpc.MaxConcurrentStreams(maxStreams),
		grpc.ConnectionTimeout(handshakeTimeout),
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: pingInterval, Timeout: pingTimeout}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: minPingInterval, PermitWithoutStream: true}),
	)
	register(server)
	serving := health.NewServer()
	for name := range server.GetServiceInfo() {
		serving.SetServingStatus(name, healthv1.HealthCheckResponse_SERVING)
	}
	context.AfterFunc(draining, serving.Shutdown)
	healthv1.RegisterHealthServer(server, serving)
	reflection.Register(server)
	return server
}
