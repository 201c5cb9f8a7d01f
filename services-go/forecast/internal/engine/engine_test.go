package engine

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// bubble runs a test with a clock of its own, and a directory for its database.
func bubble(t *testing.T, test func(t *testing.T, directory string)) {
	t.Helper()
	directory := t.TempDir()
	synctest.Test(t, func(t *testing.T) { test(t, directory) })
}

// kernelRequest is a range of a plan's paths.
func kernelRequest(p *forecastv1.Plan, paths pathRange) *kernel.Request {
	schedule := plan.Schedule(p)
	return &kernel.Request{
		InitialBalance: p.GetInitialBalance(),
		Drift:          schedule.GetDrift(),
		Volatility:     schedule.GetVolatility(),
		Flow:           schedule.GetFlow(),
		Seed:           p.GetSeed(),
		FirstPath:      paths.first,
		PathCount:      uint32(paths.count()),
	}
}

// inProcess is the Go kernel as a simulator.
func inProcess(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	answer, err := kernel.Simulate(ctx, &kernel.Request{
		InitialBalance: request.GetInitialBalance(),
		Drift:          request.GetDrift(),
		Volatility:     request.GetVolatility(),
		Flow:           request.GetFlow(),
		Seed:           request.GetSeed(),
		FirstPath:      request.GetFirstPath(),
		PathCount:      request.GetPathCount(),
	})
	if err != nil {
		return nil, err
	}
	return messageOf(answer), nil
}

func messageOf(answer *kernel.Response) *simulationv1.SimulateResponse {
	message := &simulationv1.SimulateResponse{
		DepletedPaths: answer.DepletedPaths,
		Checksum:      answer.Checksum,
		Build:         &simulationv1.Build{Implementation: "go", BuildId: "test", InstructionSet: "scalar"},
		ComputeNanos:  uint64(time.Millisecond),
	}
	for start := 0; start < len(answer.Counts); start += kernel.Bins {
		message.Years = append(message.Years, &simulationv1.Histogram{Counts: answer.Counts[start : start+kernel.Bins]})
	}
	return message
}

func TestARunsResultIsTheKernelsOwn(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		const paths = 20_000
		s := start(t, directory, inProcess)
		run := s.wait(t, s.create(t, paths))

		whole, err := kernel.Simulate(t.Context(), kernelRequest(run.Plan, pathRange{0, paths}))
		if err != nil {
			t.Fatal(err)
		}
		result := View(run).GetSucceeded().GetResult()
		if result.GetChecksum() != whole.Checksum {
			t.Errorf("checksum is %x, want %x", result.GetChecksum(), whole.Checksum)
		}
		if want := 1 - float64(whole.DepletedPaths)/paths; math.Abs(result.GetSuccess().GetEstimate()-want) > 1e-15 || want == 1 {
			t.Errorf("chance of success is %v, want %v", result.GetSuccess(), want)
		}
		if result.GetPaths() != paths || len(result.GetYears()) != 2 {
			t.Errorf("%d paths over %d years", result.GetPaths(), len(result.GetYears()))
		}
		contributions := result.GetContributions()
		if len(contributions) != 1 || contributions[0].GetPaths() != paths || contributions[0].GetBuild().GetImplementation() != "go" {
			t.Errorf("contributions are %v", contributions)
		}
		if shards := contributions[0].GetShards(); shards < 2 || contributions[0].GetComputeTime().AsDuration() != time.Duration(shards)*time.Millisecond {
			t.Errorf("contributions are %v", contributions)
		}
	})
}

func TestAShardThatCannotBeComputedFailsTheRun(t *testing.T) {
	for code, want := range map[codes.Code]store.Failure{
		codes.InvalidArgument: {Reason: "INVALID_FIELDS", Description: "the simulator refused the schedule"},
		codes.Internal:        {Reason: "INTERNAL", Description: "the simulators could not compute a shard"},
		codes.Unimplemented:   {Reason: "INTERNAL", Description: "the simulators could not compute a shard"},
	} {
		t.Run(code.String(), func(t *testing.T) {
			bubble(t, func(t *testing.T, directory string) {
				s := start(t, directory, func(
					context.Context, *simulationv1.SimulateRequest,
				) (*simulationv1.SimulateResponse, error) {
					return nil, status.Error(code, "secret words")
				})
				run := s.wait(t, s.create(t, 10_000))
				if run.State != store.Failed || run.Failure != want {
					t.Errorf("the run %s with %+v", run.State, run.Failure)
				}
				if s.hub.Latest(run.ID) != nil {
					t.Error("the hub still tells of the run")
				}
			})
		})
	}
}

func TestARunThatLeadsToAPanicFailsAndOthersGoOn(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		s := start(t, directory, func(
			ctx context.Context, request *simulationv1.SimulateRequest,
		) (*simulationv1.SimulateResponse, error) {
			if request.GetInitialBalance() == 13 {
				panic("secret words")
			}
			return inProcess(ctx, request)
		})
		unlucky := planOf(10_000)
		unlucky.InitialBalance = proto.Float64(13)
		bad, good := s.createPlan(t, unlucky), s.create(t, 10_000)
		want := store.Failure{Reason: "INTERNAL", Description: "the simulators could not compute a shard"}
		if run := s.wait(t, bad); run.State != store.Failed || run.Failure != want {
			t.Errorf("the run %s with %+v", run.State, run.Failure)
		}
		if run := s.wait(t, good); run.State != store.Succeeded {
			t.Errorf("another run %s", run.State)
		}
	})
}

func TestARunWithADamagedCheckpointFails(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := longSimulator()
		s := start(t, directory, simulator.simulate)
		id := s.create(t, longRun)
		s.waitForAttempt(t, id, 1)
		s.stop(t)
		runs := open(t, directory)
		if _, err := runs.Rescue(t.Context()); err != nil {
			t.Fatal(err)
		}
		run, err := runs.Claim(t.Context(), id, time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		damaged := &storagev1.Checkpoint{Years: []*storagev1.MergedHistogram{{FirstBin: 1 << 20, Counts: []uint64{1}}}}
		if err := runs.Save(t.Context(), id, run.Attempt, damaged, 0); err != nil {
			t.Fatal(err)
		}
		again := startOn(t, runs, runs, runsAtOnce, simulator.simulate)
		want := store.Failure{Reason: "INTERNAL", Description: "the run could not be computed"}
		if run := again.wait(t, id); run.State != store.Failed || run.Failure != want {
			t.Errorf("the run %s with %+v", run.State, run.Failure)
		}
	})
}

func TestAnEndedRunIsForgottenInTheEnd(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		s := start(t, directory, inProcess)
		first := s.create(t, 1000)
		s.wait(t, first)
		time.Sleep(keep - forgetInterval)
		second := s.create(t, 1000)
		s.wait(t, second)
		s.get(t, first)
		time.Sleep(3 * forgetInterval)
		if _, err := s.store.Get(t.Context(), first); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("an old run: %v", err)
		}
		s.get(t, second)
	})
}

func TestWithoutASimulatorARunWaitsAndSaysSo(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := newCounting(12, 4)
		var away atomic.Bool
		away.Store(true)
		s := start(t, directory, func(
			ctx context.Context, request *simulationv1.SimulateRequest,
		) (*simulationv1.SimulateResponse, error) {
			if away.Load() {
				return nil, status.Error(codes.Unavailable, "planted")
			}
			return simulator.simulate(ctx, request)
		})
		id := s.create(t, 1_000_000)
		time.Sleep(20 * time.Second)
		synctest.Wait()
		here, elsewhere := s.hub.Latest(id), View(s.get(t, id))
		for _, latest := range []*forecastv1.Forecast{here, elsewhere} {
			if latest.GetRunning().GetWaitingFor() != "a simulator: none can be reached" {
				t.Errorf("after 20 s without a simulator: %v", latest)
			}
		}
		away.Store(false)
		expectCounted(t, s.wait(t, id))
	})
}

// Sixty milliseconds of work for the whole fleet, of which a fair share is half.
func TestASmallRunIsNotHeldUpByAHugeOne(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		s := start(t, directory, newCounting(100, 4).simulate)
		timed := func() time.Duration {
			run := s.wait(t, s.create(t, 100_000))
			expectCounted(t, run)
			return run.Ended.Sub(run.Created)
		}
		timed()
		huge := s.create(t, 10_000_000)
		time.Sleep(time.Second)
		beside := timed()
		if s.get(t, huge).State != store.Running {
			t.Fatal("the huge run has ended")
		}
		if beside > 350*time.Millisecond {
			t.Errorf("took %v beside a huge run", beside)
		}
		s.store.Cancel(t.Context(), huge)
	})
}
