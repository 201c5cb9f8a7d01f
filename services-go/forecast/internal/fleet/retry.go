package fleet

import (
	"context"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

const (
	minDeadline = 5 * time.Second
	maxDeadline = 2 * time.Minute
	// A shard may take this many times what is expected before its call is given up.
	deadlineFactor = 50
	// Delays between tries double from the first to the last.
	firstRetryDelay = 20 * time.Millisecond
	lastRetryDelay  = time.Second
	// Doublings beyond this change neither delay nor deadline.
	maxDoublings = 10
	// Tries of a shard whose failures may be the shard's own fault.
	maxDoubtfulTries = 3
)

// Simulate computes a shard, beginning with a slot, which it uses up. It tries again for
// as long as the failure may pass and ctx lives. The expected time decides deadline and
// hedge. An error is the context's, or one that more tries would not mend.
func (l *Lane) Simulate(
	ctx context.Context, slot Slot, request *simulationv1.SimulateRequest, expected time.Duration,
) (*simulationv1.SimulateResponse, error) {
	doubts := 0
	for try := 0; ; try++ {
		response, err := l.hedged(ctx, slot, request, expected, deadline(expected, try))
		if err == nil {
			l.fleet.metrics.computed()
			return response, nil
		}
		switch prospectOf(codeOf(err)) {
		case hopeless:
			return nil, err
		case doubtful:
			if doubts++; doubts == maxDoubtfulTries {
				return nil, err
			}
		case hopeful:
		}
		if err := sleep(ctx, retryDelay(try)); err != nil {
			return nil, err
		}
		if slot, err = l.Acquire(ctx); err != nil {
			return nil, err
		}
	}
}

// prospect is what another try may bring.
type prospect int

const (
	hopeless prospect = iota
	doubtful
	hopeful
)

func prospectOf(code codes.Code) prospect {
	switch code {
	case codes.Unavailable, codes.ResourceExhausted, codes.DeadlineExceeded, codes.Aborted, codes.Canceled:
		return hopeful // Says nothing about the request.
	case codes.Internal, codes.Unknown, codes.DataLoss:
		return doubtful // One replica may be ill, or the request may be deadly.
	default:
		return hopeless
	}
}

// codeOf is an error's gRPC code; also of the context's own errors.
func codeOf(err error) codes.Code {
	if known, ok := status.FromError(err); ok {
		return known.Code()
	}
	return status.FromContextError(err).Code()
}

// deadline doubles with every try, in case the expectation was wrong.
func deadline(expected time.Duration, try int) time.Duration {
	return min(max(deadlineFactor*expected, minDeadline)<<min(try, maxDoublings), maxDeadline)
}

func retryDelay(try int) time.Duration {
	delay := min(firstRetryDelay<<min(try, maxDoublings), lastRetryDelay)
	return delay/2 + rand.N(delay/2)
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
