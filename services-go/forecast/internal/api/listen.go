package api

import (
	"context"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/health"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/reflection"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	maxRequestBytes = 64 << 10
	maxStreams      = 1000
	// Clients may not ping more often than this.
	minPingInterval = 10 * time.Second
	// A client must say what it wants within this time of connecting.
	handshakeTimeout = 10 * time.Second
	// A silent client is asked for a sign of life, and given this long for it.
	pingInterval = 30 * time.Second
	pingTimeout  = 10 * time.Second
)

// NewGRPC is a gRPC server with the forecast service, the rollout of its hot path, health
// and reflection.
func NewGRPC(server *Server, rollouts rolloutv1.RolloutServiceServer) *grpc.Server {
	grpcServer := grpc.NewServer(
		grpc.ChainUnaryInterceptor(trace.UnaryServer, errors.UnaryServer),
		grpc.ChainStreamInterceptor(trace.StreamServer, errors.StreamServer),
		grpc.MaxRecvMsgSize(maxRequestBytes),
		grpc.MaxConcurrentStreams(maxStreams),
		grpc.ConnectionTimeout(handshakeTimeout),
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: pingInterval, Timeout: pingTimeout}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: minPingInterval, PermitWithoutStream: true}),
	)
	forecastv1.RegisterForecastServiceServer(grpcServer, server)
	rolloutv1.RegisterRolloutServiceServer(grpcServer, rollouts)
	serving := health.NewServer()
	serving.SetServingStatus(forecastv1.ForecastService_ServiceDesc.ServiceName, healthv1.HealthCheckResponse_SERVING)
	context.AfterFunc(server.draining, serving.Shutdown)
	healthv1.RegisterHealthServer(grpcServer, serving)
	reflection.Register(grpcServer)
	return grpcServer
}
