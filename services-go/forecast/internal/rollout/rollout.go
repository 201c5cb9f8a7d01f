// Package rollout is the hot path's way from Go to Rust: at the seam where shards are sent
// to simulators stands an experiment, whose control is the Go kernel in this process and
// whose candidate is whichever simulator the fleet has chosen.
package rollout

import (
	"runtime"
	"time"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/wiring"
	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/inprocess"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

const (
	// Name of the rollout.
	Name = "simulate"
	// How long a simulator has for a shard, which is a few hundredths of a second of work,
	// before Go computes it in its place. Below the fleet's deadline, so that there is time.
	candidateTimeout = 3 * time.Second
	// Shards that are compared at once. They have this machine's cores with everything else.
	maxCompared = 4
	// A shard counts as so many path-months at least, some 5 ms of Go. Smaller ones are the ends
	// of runs: the way to a simulator takes longer than they do, and would be all that a
	// percentile by work sees.
	minWork = 200_000
)

// Experiment compares two ways to compute a shard.
type Experiment = experiment.Experiment[*simulationv1.SimulateRequest, *simulationv1.SimulateResponse]

type simulation = experiment.Func[*simulationv1.SimulateRequest, *simulationv1.SimulateResponse]

// New puts an experiment at a fleet's seam. It must be run.
func New(simulators *fleet.Fleet, store experiment.Store, settings wiring.Settings) (*Experiment, error) {
	control := inprocess.New(runtime.GOMAXPROCS(0))
	options := experiment.Options[*simulationv1.SimulateRequest, *simulationv1.SimulateResponse]{
		Name:         Name,
		Control:      control.Simulate,
		Candidate:    simulators.Ask,
		Key:          key,
		Work:         work,
		Identify:     func(response *simulationv1.SimulateResponse) experiment.Build { return buildOf(response.GetBuild()) },
		ControlBuild: buildOf(inprocess.Build()),
		ContractHash: simulationv1.ContractHash,
		// A shard is a pure function of its request.
		NoSideEffects: true,
		// The fleet tries other replicas, and waits for room.
		PassRefusals: true,
		// Simulators are asked over gRPC.
		ReadOnlyRequests: true,
		Timeout:          candidateTimeout,
		MaxInFlight:      maxCompared,
		Store:            store,
	}
	wiring.Apply(settings, &options)
	x, err := experiment.New(options)
	if err != nil {
		return nil, err
	}
	simulators.Through(func(simulator fleet.SimulateShard) fleet.SimulateShard {
		return fleet.SimulateShard(x.Seam(simulation(simulator)))
	})
	return x, nil
}

// key is the same whenever the same shard is computed.
func key(request *simulationv1.SimulateRequest) uint64 {
	return request.GetSeed() + request.GetFirstPath()
}

// work of a shard, in path-months.
func work(request *simulationv1.SimulateRequest) float64 {
	return max(float64(request.GetPathCount())*float64(len(request.GetDrift())), minWork)
}

func buildOf(build *simulationv1.Build) experiment.Build {
	return experiment.Build{
		ID:             build.GetBuildId(),
		ContractHash:   build.GetContractHash(),
		Implementation: build.GetImplementation(),
	}
}
