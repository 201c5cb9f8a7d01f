// Package inprocess computes shards in this process with the Go kernel: what the Rust
// simulator is compared with.
package inprocess

import (
	"context"
	"slices"
	"time"

	"golang.org/x/sync/semaphore"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// Simulator computes up to so many shards at once; others wait for their turn.
type Simulator struct{ threads *semaphore.Weighted }

// New is a simulator of some threads. At least 1.
func New(threads int) *Simulator {
	return &Simulator{threads: semaphore.NewWeighted(int64(threads))}
}

// Build is the identity of this implementation.
func Build() *simulationv1.Build {
	return &simulationv1.Build{
		Implementation: "go",
		BuildId:        kernel.BuildID(),
		InstructionSet: "scalar",
		ContractHash:   simulationv1.ContractHash,
	}
}

// Simulate computes a shard as the simulation service does: INVALID_ARGUMENT names every
// faulty field. It ends soon after its context, with the context's error.
func (s *Simulator) Simulate(
	ctx context.Context, message *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	request := requestOf(message)
	if faults := kernel.Validate(request); len(faults) > 0 {
		return nil, invalid(faults)
	}
	if err := s.threads.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer s.threads.Release(1)
	start := time.Now()
	response, err := kernel.Simulate(ctx, request)
	if err != nil {
		return nil, err
	}
	return responseOf(response, time.Since(start)), nil
}

func invalid(faults []kernel.FieldError) error {
	fields := make([]errors.FieldViolation, len(faults))
	for i, fault := range faults {
		fields[i] = errors.FieldViolation{Field: fault.Field, Expected: fault.Description}
	}
	return errors.InvalidFields(fields)
}

func requestOf(message *simulationv1.SimulateRequest) *kernel.Request {
	return &kernel.Request{
		InitialBalance: message.GetInitialBalance(),
		Drift:          message.GetDrift(),
		Volatility:     message.GetVolatility(),
		Flow:           message.GetFlow(),
		Seed:           message.GetSeed(),
		FirstPath:      message.GetFirstPath(),
		PathCount:      message.GetPathCount(),
	}
}

func responseOf(response *kernel.Response, compute time.Duration) *simulationv1.SimulateResponse {
	message := &simulationv1.SimulateResponse{
		DepletedPaths: response.DepletedPaths,
		Checksum:      response.Checksum,
		Build:         Build(),
		ComputeNanos:  uint64(compute.Nanoseconds()),
	}
	for year := range slices.Chunk(response.Counts, kernel.Bins) {
		message.Years = append(message.Years, histogram(year))
	}
	return message
}

// histogram leaves out the empty bins at both ends.
func histogram(counts []uint32) *simulationv1.Histogram {
	first, end := kernel.Occupied(counts)
	return &simulationv1.Histogram{FirstBin: uint32(first), Counts: slices.Clone(counts[first:end])}
}
