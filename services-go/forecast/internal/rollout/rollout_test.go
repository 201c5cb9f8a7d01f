package rollout

import (
	"context"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/experiment/memstore"
	"github.com/trivium/trivium/services-go/experiment/wiring"
	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/inprocess"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

const patience = 30 * time.Second // Only a hang takes so long.

// drifting is a simulator of another build, which may be wrong in one bit, or full.
type drifting struct {
	right *inprocess.Simulator
	wrong atomic.Bool
	calls atomic.Int64
	// So many calls find no room yet.
	full atomic.Int64
}

func (d *drifting) simulate(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	d.calls.Add(1)
	if d.full.Add(-1) >= 0 {
		return nil, status.Error(codes.ResourceExhausted, "planted")
	}
	response, err := d.right.Simulate(ctx, request)
	if err != nil {
		return nil, err
	}
	response.Build = &simulationv1.Build{
		Implementation: "rust", BuildId: "1", ContractHash: simulationv1.ContractHash,
	}
	if d.wrong.Load() {
		response.Checksum ^= 1
	}
	return response, nil
}

// seam is a fleet of one simulator with an experiment that begins at a stage and compares
// every call. It runs as long as the test.
func seam(t *testing.T, stage rolloutv1.Stage) (*drifting, *fleet.Fleet, *Experiment) {
	t.Helper()
	simulator := &drifting{right: inprocess.New(2)}
	simulators := fleet.New([]fleet.Replica{{Name: "one", Simulate: simulator.simulate}}, fleet.NewMetrics(prometheus.NewRegistry()))
	x, err := New(simulators, memstore.New(), wiring.Settings{Stage: stage, BasisPoints: 10_000, LatencyFactor: 100})
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		x.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
	})
	return simulator, simulators, x
}

func compute(t *testing.T, simulators *fleet.Fleet, seed uint64) *simulationv1.SimulateResponse {
	t.Helper()
	lane := simulators.Lane()
	slot, err := lane.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	response, err := lane.Simulate(t.Context(), slot, request(seed), time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func request(seed uint64) *simulationv1.SimulateRequest {
	return &simulationv1.SimulateRequest{
		InitialBalance: 1000, Seed: seed, PathCount: 8,
		Drift: make([]float64, 12), Volatility: slices.Repeat([]float64{0.1}, 12), Flow: make([]float64, 12),
	}
}

// waitFor waits until the rollout is at a stage.
func waitFor(t *testing.T, x *Experiment, stage rolloutv1.Stage) *rolloutv1.Rollout {
	t.Helper()
	deadline := time.After(patience)
	for {
		changed := x.Changed()
		view, err := x.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if view.GetState().GetStage() == stage {
			return view
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatalf("still at %v", view.GetState().GetStage())
		}
	}
}

// untilKnown waits until the rollout knows the builds of both sides.
func untilKnown(t *testing.T, x *Experiment) {
	t.Helper()
	deadline := time.After(patience)
	for {
		changed := x.Changed()
		view, err := x.View(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if view.GetState().GetIdentity().GetCandidateBuild() != "" {
			return
		}
		select {
		case <-changed:
		case <-deadline:
			t.Fatal("the builds are not known")
		}
	}
}

func TestOffComputesWithoutAnySimulator(t *testing.T) {
	t.Parallel()
	simulator, simulators, _ := seam(t, rolloutv1.Stage_STAGE_OFF)
	if build := compute(t, simulators, 1).GetBuild(); build.GetImplementation() != "go" {
		t.Errorf("computed by %v", build)
	}
	if calls := simulator.calls.Load(); calls != 0 {
		t.Errorf("the simulator was called %d times", calls)
	}
}

func TestOneWrongBitLeadsBackToGo(t *testing.T) {
	t.Parallel()
	simulator, simulators, x := seam(t, rolloutv1.Stage_STAGE_REVERSED)
	if build := compute(t, simulators, 1).GetBuild(); build.GetImplementation() != "rust" {
		t.Errorf("computed by %v", build)
	}
	simulator.wrong.Store(true)
	compute(t, simulators, 2)
	waitFor(t, x, rolloutv1.Stage_STAGE_OFF)
	if build := compute(t, simulators, 3).GetBuild(); build.GetImplementation() != "go" {
		t.Errorf("after the fault computed by %v", build)
	}
}

// Simulators without room are asked again, and the rollout stays: that is how the fleet finds out
// how much they can take.
func TestFullSimulatorsAreAskedAgain(t *testing.T) {
	t.Parallel()
	simulator, simulators, x := seam(t, rolloutv1.Stage_STAGE_REVERSED)
	compute(t, simulators, 1)
	untilKnown(t, x) // Evidence begins anew then.
	simulator.full.Store(5)
	if build := compute(t, simulators, 2).GetBuild(); build.GetImplementation() != "rust" {
		t.Errorf("computed by %v", build)
	}
	view, err := x.View(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if refused := view.GetEvidence().GetCandidate().GetRefused(); refused != 5 || view.GetState().GetStage() != rolloutv1.Stage_STAGE_REVERSED {
		t.Errorf("%d refusals are counted at %v", refused, view.GetState().GetStage())
	}
}
