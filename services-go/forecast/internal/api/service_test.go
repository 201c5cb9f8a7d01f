package api

import (
	"context"
	"io"
	"log/slog"
	"net"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/engine"
	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/server"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	os.Exit(m.Run())
}

const maxQueued = 3

// service is a forecast service with all its parts, and a client of it.
type service struct {
	forecastv1.ForecastServiceClient
	connection *grpc.ClientConn
	listener   *bufconn.Listener
	server     *grpc.Server
	store      store.Store
	hub        *engine.Hub
	// drain begins to stop the server, as a signal does.
	drain context.CancelFunc
	// compute starts the engine: until then runs stay queued.
	compute func()
	// While stalled, no shard ends that begins.
	stalled atomic.Bool
}

// bubble runs a test of a service with a clock of its own.
func bubble(t *testing.T, test func(t *testing.T, s *service)) {
	t.Helper()
	directory := t.TempDir()
	synctest.Test(t, func(t *testing.T) { test(t, start(t, directory)) })
}

func start(t *testing.T, directory string) *service {
	t.Helper()
	runs, err := store.OpenSQLite(t.Context(), directory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { runs.Close() })
	return startOn(t, runs)
}

// startOn starts a service on an open store. Replicas share one, because SQLite waits for
// other connections to its file with a lock that stops a bubble's clock.
func startOn(t *testing.T, runs store.Store) *service {
	t.Helper()
	s := &service{store: runs, hub: engine.NewHub()}
	simulators := fleet.New([]fleet.Replica{{Name: "counting", Simulate: s.count}}, fleet.NewMetrics(prometheus.NewRegistry()))
	computing := engine.New(runs, simulators, s.hub, time.Hour)
	draining, drain := context.WithCancel(context.Background())
	forecasts := NewServer(draining, runs, computing, s.hub, maxQueued)
	grpcServer := server.NewGRPC(draining, func(services grpc.ServiceRegistrar) {
		forecastv1.RegisterForecastServiceServer(services, forecasts)
	})
	listener := bufconn.Listen(1 << 16)
	go func() { _ = grpcServer.Serve(listener) }()
	connection, err := grpc.NewClient("passthrough:///service",
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	computed := make(chan error, 1)
	computed <- nil
	t.Cleanup(func() {
		connection.Close()
		drain()
		grpcServer.Stop()
		stop()
		<-computed
	})
	s.ForecastServiceClient = forecastv1.NewForecastServiceClient(connection)
	s.connection, s.listener, s.server, s.drain = connection, listener, grpcServer, drain
	s.compute = func() {
		<-computed
		go func() { computed <- computing.Run(ctx, 8) }()
	}
	return s
}

// Time of a path in a simulator that only counts, with any number of threads.
const pathTime = 5 * time.Microsecond

func (s *service) count(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	if s.stalled.Load() {
		<-ctx.Done()
	}
	work := pathTime * time.Duration(request.GetPathCount())
	select {
	case <-time.After(work):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	response := &simulationv1.SimulateResponse{ComputeNanos: uint64(work)}
	for range len(request.GetDrift()) / 12 {
		response.Years = append(response.Years, &simulationv1.Histogram{FirstBin: 100, Counts: []uint32{request.GetPathCount()}})
	}
	return response, nil
}

func planOf(paths uint32) *forecastv1.Plan { return &forecastv1.Plan{Paths: proto.Uint32(paths)} }

// create creates a run and returns it.
func (s *service) create(t *testing.T, requestID string, paths uint32) *forecastv1.Forecast {
	t.Helper()
	response, err := s.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{RequestId: requestID, Plan: planOf(paths)})
	if err != nil {
		t.Fatal(err)
	}
	return response.GetForecast()
}

func (s *service) get(t *testing.T, id string) *forecastv1.Forecast {
	t.Helper()
	response, err := s.GetForecast(t.Context(), &forecastv1.GetForecastRequest{Id: id})
	if err != nil {
		t.Fatal(err)
	}
	return response.GetForecast()
}

func (s *service) cancel(t *testing.T, id string) *forecastv1.Forecast {
	t.Helper()
	response, err := s.CancelForecast(t.Context(), &forecastv1.CancelForecastRequest{Id: id})
	if err != nil {
		t.Fatal(err)
	}
	return response.GetForecast()
}

// expectFault checks an error's code and its machine-readable reason.
func expectFault(t *testing.T, err error, code codes.Code, reason string) {
	t.Helper()
	if status.Code(err) != code {
		t.Errorf("error is %v, want %v", err, code)
	}
	if info := detail[*errdetails.ErrorInfo](err); info.GetReason() != reason || info.GetDomain() != "trivium" {
		t.Errorf("reason is %v, want %s", info, reason)
	}
}

// detail is the first detail of a kind that an error has.
func detail[D any](err error) (none D) {
	for _, one := range status.Convert(err).Details() {
		if found, ok := one.(D); ok {
			return found
		}
	}
	return none
}

// faultyFields are the names of the fields that an error complains of.
func faultyFields(err error) []string {
	var fields []string
	for _, violation := range detail[*errdetails.BadRequest](err).GetFieldViolations() {
		fields = append(fields, violation.GetField())
	}
	return fields
}
