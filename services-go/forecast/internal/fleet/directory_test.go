package fleet

import (
	"context"
	"errors"
	"net"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func names(g *gate) []string {
	g.mu.Lock()
	defer g.mu.Unlock()
	var names []string
	for _, m := range g.members {
		names = append(names, m.replica.Name)
	}
	return names
}

func TestANameStandsForReplicasThatComeAndGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answers := make(chan []string, 1)
		lookUp := func(_ context.Context, host string) ([]string, error) {
			if host != "simulator" {
				return []string{host}, nil
			}
			if found := <-answers; found != nil {
				return found, nil
			}
			return nil, errors.New("no such host")
		}
		f := New(nil, NewMetrics(prometheus.NewRegistry()))
		d := newDirectory(f.gate, []string{"simulator:50061", "127.0.0.1:50061"}, lookUp)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); d.follow(ctx) }()

		for _, step := range []struct {
			name        string
			found, want []string
		}{
			{"the name is not known yet", nil, []string{"127.0.0.1:50061"}},
			{"two replicas", []string{"10.0.0.2", "10.0.0.1"}, []string{"10.0.0.1:50061", "10.0.0.2:50061", "127.0.0.1:50061"}},
			{"one more, one less", []string{"10.0.0.2", "fd00::3"}, []string{"10.0.0.2:50061", "127.0.0.1:50061", "[fd00::3]:50061"}},
			{"the name server fails", nil, []string{"10.0.0.2:50061", "127.0.0.1:50061", "[fd00::3]:50061"}},
			{"one under both addresses", []string{"127.0.0.1"}, []string{"127.0.0.1:50061"}},
		} {
			answers <- step.found
			synctest.Wait()
			if got := names(f.gate); !slices.Equal(got, step.want) {
				t.Errorf("%s: replicas are %v, want %v", step.name, got, step.want)
			}
			time.Sleep(lookupInterval)
		}
		stop()
		answers <- nil
		<-ended
		if len(names(f.gate)) != 0 || len(d.open) != 0 {
			t.Errorf("replicas %v and %d connections after the end", names(f.gate), len(d.open))
		}
	})
}

func TestWhatIsKnownOfAReplicaOutlivesALookup(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDirectory(newGate(nil), []string{"127.0.0.1:1"}, net.DefaultResolver.LookupHost)
		d.refresh(t.Context())
		defer d.connect(nil)
		d.gate.members[0].limit = 17
		d.refresh(t.Context())
		if limit := d.gate.members[0].limit; limit != 17 {
			t.Errorf("the limit became %v", limit)
		}
	})
}

// simulator is a gRPC server whose calls a test answers.
type simulator struct {
	simulationv1.UnimplementedSimulationServiceServer
	simulate SimulateShard
}

func (s simulator) Simulate(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	return s.simulate(ctx, request)
}

func serve(t *testing.T, address string, simulate SimulateShard) (*grpc.Server, string) {
	t.Helper()
	listener, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	server := grpc.NewServer()
	simulationv1.RegisterSimulationServiceServer(server, simulator{simulate: simulate})
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(server.Stop)
	return server, listener.Addr().String()
}

func connect(t *testing.T, addresses ...string) *Fleet {
	t.Helper()
	f, closeConnections := Connect(addresses, NewMetrics(prometheus.NewRegistry()))
	t.Cleanup(closeConnections)
	return f
}

func TestAServerThatDiesAndComesBackIsUsedAgain(t *testing.T) {
	dying, well := &always{}, &always{}
	server, address := serve(t, "127.0.0.1:0", dying.simulate)
	f := connect(t, address)
	expectComputed(t, f)
	failed := failures(f)
	server.Stop()
	waiting := compute(t.Context(), f.Lane(), 0)
	for range 3 {
		<-failed
	}
	if f.WaitingFor() == "" {
		t.Error("a fleet without a server does not say so")
	}
	serve(t, address, well.simulate)
	if got := <-waiting; got.err != nil {
		t.Error(got.err)
	}
	if f.WaitingFor() != "" {
		t.Errorf("waits for %s", f.WaitingFor())
	}
}

// failures receives the errors of calls to the first replica.
func failures(f *Fleet) <-chan error {
	f.gate.mu.Lock()
	defer f.gate.mu.Unlock()
	m, failed := f.gate.members[0], make(chan error, 1000)
	simulate := m.replica.Simulate
	m.replica.Simulate = func(
		ctx context.Context, request *simulationv1.SimulateRequest,
	) (*simulationv1.SimulateResponse, error) {
		response, err := simulate(ctx, request)
		if err != nil {
			failed <- err
		}
		return response, err
	}
	return failed
}

func expectComputed(t *testing.T, f *Fleet) {
	t.Helper()
	if got := <-compute(t.Context(), f.Lane(), 0); got.err != nil {
		t.Fatal(got.err)
	}
}

func TestCancellationReachesTheServer(t *testing.T) {
	began, ended := make(chan struct{}), make(chan struct{})
	_, address := serve(t, "127.0.0.1:0", func(
		ctx context.Context, _ *simulationv1.SimulateRequest,
	) (*simulationv1.SimulateResponse, error) {
		close(began)
		<-ctx.Done()
		close(ended)
		return nil, ctx.Err()
	})
	f := connect(t, address)
	ctx, cancel := context.WithCancel(t.Context())
	shard := compute(ctx, f.Lane(), time.Hour)
	<-began
	cancel()
	<-ended
	if got := <-shard; !errors.Is(got.err, context.Canceled) {
		t.Errorf("error is %v", got.err)
	}
}

// The name localhost may stand for one address or two; only one has a server.
func TestANameIsLookedUp(t *testing.T) {
	well := &always{}
	_, address := serve(t, "127.0.0.1:0", well.simulate)
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	expectComputed(t, connect(t, net.JoinHostPort("localhost", port)))
}
