package main

import (
	"context"
	"net"
	"testing"
	"time"

	"google.golang.org/grpc"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/processtest"
)

// simulator answers when it may, with a checksum that counts paths.
type simulator struct {
	simulationv1.UnimplementedSimulationServiceServer
	address   string
	called    chan struct{}
	mayAnswer chan struct{}
}

func startSimulator(t *testing.T) *simulator {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &simulator{address: listener.Addr().String(), called: make(chan struct{}, 10_000), mayAnswer: make(chan struct{})}
	server := grpc.NewServer()
	simulationv1.RegisterSimulationServiceServer(server, s)
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	return s
}

func (s *simulator) Simulate(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	s.called <- struct{}{}
	select {
	case <-s.mayAnswer:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	response := &simulationv1.SimulateResponse{Checksum: uint64(request.GetPathCount()), ComputeNanos: 1e6}
	for range len(request.GetDrift()) / 12 {
		response.Years = append(response.Years, &simulationv1.Histogram{Counts: []uint32{request.GetPathCount()}})
	}
	return response, nil
}

func (s *simulator) waitForCall(t *testing.T) {
	t.Helper()
	select {
	case <-s.called:
	case <-time.After(processtest.Patience):
		t.Fatal("no shard was sent")
	}
}
