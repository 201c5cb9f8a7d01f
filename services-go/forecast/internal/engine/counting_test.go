package engine

import (
	"context"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// counting is a simulator that only counts: every path ends in the same bin, and the
// checksum is the sum of the paths' numbers, so that a path lost or counted twice shows.
// A path-month takes some time, in which it computes nothing.
type counting struct {
	pathMonth time.Duration
	threads   *semaphore.Weighted

	mu sync.Mutex
	// Calls in flight.
	inFlight int
	// Paths of each call, in order of arrival.
	shards []uint32
}

// newCounting computes so many shards at once.
func newCounting(pathMonth time.Duration, threads int64) *counting {
	return &counting{pathMonth: pathMonth, threads: semaphore.NewWeighted(threads)}
}

func (c *counting) simulate(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	work := c.pathMonth * time.Duration(request.GetPathCount()) * time.Duration(len(request.GetDrift()))
	c.enter(request.GetPathCount())
	defer c.leave()
	if err := c.threads.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer c.threads.Release(1)
	select {
	case <-time.After(work):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	response := &simulationv1.SimulateResponse{
		Checksum:     sumOfPaths(pathRange{request.GetFirstPath(), request.GetFirstPath() + uint64(request.GetPathCount())}),
		ComputeNanos: uint64(work),
		Build:        &simulationv1.Build{Implementation: "counting", BuildId: "1", InstructionSet: "none"},
	}
	for range len(request.GetDrift()) / 12 {
		response.Years = append(response.Years, &simulationv1.Histogram{FirstBin: 100, Counts: []uint32{request.GetPathCount()}})
	}
	return response, nil
}

func (c *counting) enter(paths uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inFlight++
	c.shards = append(c.shards, paths)
}

func (c *counting) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inFlight--
}

func (c *counting) atWork() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.inFlight
}

// sumOfPaths is the checksum that counting gives to a range of paths.
func sumOfPaths(r pathRange) uint64 { return (r.first + r.end - 1) * r.count() / 2 }

// expectCounted checks that each path of a run was counted once.
func expectCounted(t *testing.T, run *store.Run) {
	t.Helper()
	if run.State != store.Succeeded {
		t.Fatalf("the run %s: %+v", run.State, run.Failure)
	}
	total := uint64(run.Plan.GetPaths())
	expectConsistent(t, run.Checkpoint)
	if got := run.Checkpoint.GetFinished(); len(got) != 1 || got[0].GetFirst() != 0 || got[0].GetEnd() != total {
		t.Errorf("finished paths are %v, want all of %d", got, total)
	}
}

// expectConsistent checks that what a checkpoint of counting says fits together.
func expectConsistent(t *testing.T, checkpoint *storagev1.Checkpoint) {
	t.Helper()
	finished := decodePathSet(checkpoint.GetFinished())
	checksum := uint64(0)
	for _, r := range finished.ranges {
		checksum += sumOfPaths(r)
	}
	if checkpoint.GetChecksum() != checksum {
		t.Errorf("checksum is %d, want %d for %v", checkpoint.GetChecksum(), checksum, finished.ranges)
	}
	for _, year := range checkpoint.GetYears() {
		counted := uint64(0)
		for _, count := range year.GetCounts() {
			counted += count
		}
		if counted != finished.count() {
			t.Errorf("a year counts %d paths of %d finished ones", counted, finished.count())
		}
	}
	contributed := uint64(0)
	for _, c := range checkpoint.GetContributions() {
		contributed += c.GetPaths()
	}
	if contributed != finished.count() {
		t.Errorf("builds contributed %d paths of %d finished ones", contributed, finished.count())
	}
}
