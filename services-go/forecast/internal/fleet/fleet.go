// Package fleet sends shards to simulators: no more at once than they can take, again
// when it is worth it, and to a second replica when the first is slow.
package fleet

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// SimulateShard computes one shard. This is the seam of the hot path: another
// implementation, or a comparison of two, can stand here.
type SimulateShard func(ctx context.Context, request *simulationv1.SimulateRequest) (*simulationv1.SimulateResponse, error)

// Replica is one place that computes shards.
type Replica struct {
	// Name is for logs.
	Name string
	// Simulate computes one shard there.
	Simulate SimulateShard
}

const (
	minDeadline = 5 * time.Second
	maxDeadline = 2 * time.Minute
	// A shard may take this many times what is expected before its call is given up.
	deadlineFactor = 50
	// A shard that takes this many times what is expected is sent to a second replica.
	hedgeFactor = 4
	minHedge    = 250 * time.Millisecond
	// Delays between tries double from the first to the last.
	firstRetryDelay = 20 * time.Millisecond
	lastRetryDelay  = time.Second
	// Tries of a shard that fails for no reason known to pass.
	maxUnknownFailures = 3
)

// Fleet is the simulators as one.
type Fleet struct {
	gate    *gate
	metrics *Metrics
}

// New is a fleet of at least one replica.
func New(replicas []Replica, metrics *Metrics) *Fleet {
	return &Fleet{gate: newGate(replicas), metrics: metrics}
}

// Slot is the right to send one shard to a replica.
type Slot struct{ member *member }

// Acquire waits for a slot, first come, first served. A run that asks for one slot at a
// time gets its fair share: between runs, slots go round.
func (f *Fleet) Acquire(ctx context.Context) (Slot, error) {
	member, err := f.gate.acquire(ctx)
	return Slot{member}, err
}

// Slots is the number of shards that the fleet takes at once, at present.
func (f *Fleet) Slots() int { return f.gate.capacity() }

// WaitingFor says why nothing moves, or is empty.
func (f *Fleet) WaitingFor() string {
	if f.gate.allDown() {
		return "a simulator: none can be reached"
	}
	return ""
}

// Simulate computes a shard, beginning with a slot, which it uses up. It tries again for
// as long as the failure may pass and ctx lives. The expected time decides deadline and
// hedge.
func (f *Fleet) Simulate(
	ctx context.Context, slot Slot, request *simulationv1.SimulateRequest, expected time.Duration,
) (*simulationv1.SimulateResponse, error) {
	unknown := 0
	for try := 0; ; try++ {
		response, err := f.hedged(ctx, slot, request, expected)
		if err == nil {
			f.metrics.computed()
			return response, nil
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		code := status.Code(err)
		f.metrics.failed(code)
		if !passing(code) {
			if unknown++; code == codes.InvalidArgument || unknown >= maxUnknownFailures {
				return nil, err
			}
		}
		if err := sleep(ctx, retryDelay(err, try)); err != nil {
			return nil, err
		}
		if slot, err = f.Acquire(ctx); err != nil {
			return nil, err
		}
	}
}

// passing tells whether a failure says nothing about the request itself.
func passing(code codes.Code) bool {
	switch code {
	case codes.Unavailable, codes.ResourceExhausted, codes.DeadlineExceeded, codes.Aborted, codes.Canceled:
		return true
	default:
		return false
	}
}

// retryDelay is the server's wish, or a doubling delay; with jitter either way.
func retryDelay(err error, try int) time.Duration {
	delay := min(firstRetryDelay<<min(try, 10), lastRetryDelay)
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.RetryInfo); ok {
			delay = min(info.GetRetryDelay().AsDuration(), lastRetryDelay)
		}
	}
	return delay/2 + rand.N(delay/2+1)
}

func sleep(ctx context.Context, delay time.Duration) error {
	timer := time.NewTimer(delay)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

type answer struct {
	response *simulationv1.SimulateResponse
	err      error
}

// hedged sends a shard, and when the answer is late sends it to a second replica, too.
// The first answer wins and the other call is cancelled.
func (f *Fleet) hedged(
	ctx context.Context, slot Slot, request *simulationv1.SimulateRequest, expected time.Duration,
) (*simulationv1.SimulateResponse, error) {
	ctx, cancel := context.WithTimeout(ctx, min(max(deadlineFactor*expected, minDeadline), maxDeadline))
	defer cancel()
	answers := make(chan answer, 2)
	send := func(slot Slot) {
		response, err := f.call(ctx, slot, request)
		answers <- answer{response, err}
	}
	go send(slot)
	late := time.NewTimer(max(hedgeFactor*expected, minHedge))
	defer late.Stop()
	for pending := 1; ; {
		select {
		case first := <-answers:
			if pending--; first.err == nil || pending == 0 {
				return first.response, first.err
			}
		case <-late.C:
			if second, ok := f.gate.tryOther(slot.member); ok {
				f.metrics.hedged()
				pending++
				go send(Slot{second})
			}
		}
	}
}

// call uses up a slot and tells the gate how it went.
func (f *Fleet) call(
	ctx context.Context, slot Slot, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	start := time.Now()
	response, err := slot.member.replica.Simulate(ctx, request)
	if err == nil && response.GetYears() == nil {
		err = errors.New("an answer without years")
	}
	f.gate.release(slot.member, outcomeOf(time.Since(start), response, err))
	return response, err
}

func outcomeOf(took time.Duration, response *simulationv1.SimulateResponse, err error) outcome {
	switch status.Code(err) {
	case codes.OK:
		return outcome{kind: answered, waited: took > 2*time.Duration(response.GetComputeNanos())}
	case codes.ResourceExhausted:
		return outcome{kind: refused}
	case codes.Unavailable:
		return outcome{kind: unreachable}
	default:
		return outcome{kind: neither}
	}
}
