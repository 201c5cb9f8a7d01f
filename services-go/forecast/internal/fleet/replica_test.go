package fleet

import (
	"context"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// A year of a hundred paths.
func aShard() *simulationv1.SimulateRequest {
	return &simulationv1.SimulateRequest{Drift: make([]float64, 12), PathCount: 100}
}

// right is an answer that keeps the contract.
func right(request *simulationv1.SimulateRequest) *simulationv1.SimulateResponse {
	return &simulationv1.SimulateResponse{
		Years:    []*simulationv1.Histogram{{Counts: []uint32{request.GetPathCount()}}},
		Checksum: request.GetFirstPath(),
	}
}

func newFleet(replicas ...Replica) *Fleet {
	return New(replicas, NewMetrics(prometheus.NewRegistry()))
}

// known is what a fleet knows of one of its replicas.
func known(f *Fleet, index int) member {
	f.gate.mu.Lock()
	defer f.gate.mu.Unlock()
	return *f.gate.members[index]
}

// trust lets the first replica, which is near, have so many shards at once.
func trust(f *Fleet, limit float64) {
	f.gate.mu.Lock()
	defer f.gate.mu.Unlock()
	f.gate.members[0].limit, f.gate.members[0].way = limit, 0
}

// script is a replica whose calls a test answers one by one. It computes for half of the
// time, so that one of two shards waits: the limit stays as it is at first.
type script struct {
	name  string
	calls chan *call
}

type call struct {
	ctx    context.Context
	at     time.Time
	answer func(*simulationv1.SimulateResponse, error)
}

func newScript(name string) *script { return &script{name, make(chan *call, 1000)} }

func (s *script) replica() Replica {
	return Replica{Name: s.name, Simulate: func(
		ctx context.Context, request *simulationv1.SimulateRequest,
	) (*simulationv1.SimulateResponse, error) {
		answers := make(chan answer, 1)
		start := time.Now()
		s.calls <- &call{ctx, start, func(response *simulationv1.SimulateResponse, err error) {
			if response != nil {
				response.ComputeNanos = uint64(time.Since(start) / 2)
			}
			answers <- answer{response: response, err: err}
		}}
		select {
		case a := <-answers:
			return a.response, a.err
		case <-ctx.Done():
			return nil, status.FromContextError(ctx.Err()).Err()
		}
	}}
}

// computed is how a shard ended for its caller.
type computed struct {
	response *simulationv1.SimulateResponse
	err      error
	took     time.Duration
}

// compute sends a shard through a lane, in the background.
func compute(ctx context.Context, lane *Lane, expected time.Duration) <-chan computed {
	done := make(chan computed, 1)
	go func() {
		start := time.Now()
		slot, err := lane.Acquire(ctx)
		if err != nil {
			done <- computed{nil, err, time.Since(start)}
			return
		}
		response, err := lane.Simulate(ctx, slot, aShard(), expected)
		done <- computed{response, err, time.Since(start)}
	}()
	return done
}

// always answers every call with the same error, or rightly when it is nil; it remembers
// when it was called.
type always struct {
	mu    sync.Mutex
	err   error
	times []time.Time
}

func (a *always) simulate(
	_ context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.times = append(a.times, time.Now())
	if a.err != nil {
		return nil, a.err
	}
	return right(request), nil
}

func (a *always) becomes(err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.err = err
}

// gaps are the times between calls.
func (a *always) gaps() []time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	var gaps []time.Duration
	for i := 1; i < len(a.times); i++ {
		gaps = append(gaps, a.times[i].Sub(a.times[i-1]))
	}
	return gaps
}
