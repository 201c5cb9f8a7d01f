package fleet

import (
	"context"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/semaphore"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func busy(delay time.Duration) error {
	full, err := status.New(codes.ResourceExhausted, "busy").
		WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(delay)})
	if err != nil {
		panic(err)
	}
	return full.Err()
}

// model is a simulator as the contract describes it: threads, a bounded queue, then
// RESOURCE_EXHAUSTED.
type model struct {
	threads *semaphore.Weighted
	places  *semaphore.Weighted
	work    time.Duration

	mu       sync.Mutex
	computed int
	refused  int
}

func newModel(threads, queue int64, work time.Duration) *model {
	return &model{threads: semaphore.NewWeighted(threads), places: semaphore.NewWeighted(threads + queue), work: work}
}

// lose takes threads away, and their places in the queue.
func (m *model) lose(t *testing.T, threads, places int64) {
	t.Helper()
	if err := m.threads.Acquire(t.Context(), threads); err != nil {
		t.Fatal(err)
	}
	if err := m.places.Acquire(t.Context(), places); err != nil {
		t.Fatal(err)
	}
}

func (m *model) simulate(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	if !m.places.TryAcquire(1) {
		m.count(&m.refused)
		return nil, busy(20 * time.Millisecond)
	}
	defer m.places.Release(1)
	if err := m.threads.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer m.threads.Release(1)
	if err := sleep(ctx, m.work); err != nil {
		return nil, err
	}
	m.count(&m.computed)
	response := right(request)
	response.ComputeNanos = uint64(m.work)
	return response, nil
}

func (m *model) count(what *int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	*what++
}

// during is what was computed and refused while a test slept.
func (m *model) during(interval time.Duration) (computed, refused int) {
	computed, refused = m.counts()
	time.Sleep(interval)
	computedThen, refusedThen := m.counts()
	return computedThen - computed, refusedThen - refused
}

func (m *model) counts() (computed, refused int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.computed, m.refused
}
