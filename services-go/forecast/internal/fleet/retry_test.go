package fleet

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func TestTriesAgainOnlyWhatMayPass(t *testing.T) {
	// Tries of a shard that fails ten times with the code; 11 means that it succeeds.
	for code, want := range map[codes.Code]int{
		codes.Unavailable:        11,
		codes.ResourceExhausted:  11,
		codes.DeadlineExceeded:   11,
		codes.Aborted:            11,
		codes.Canceled:           11,
		codes.Internal:           maxDoubtfulTries,
		codes.Unknown:            maxDoubtfulTries,
		codes.DataLoss:           maxDoubtfulTries,
		codes.InvalidArgument:    1,
		codes.Unimplemented:      1,
		codes.PermissionDenied:   1,
		codes.Unauthenticated:    1,
		codes.FailedPrecondition: 1,
		codes.OutOfRange:         1,
		codes.NotFound:           1,
	} {
		t.Run(code.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				tries := 0
				f := newFleet(Replica{"failing", func(
					_ context.Context, request *simulationv1.SimulateRequest,
				) (*simulationv1.SimulateResponse, error) {
					if tries++; tries <= 10 {
						return nil, status.Error(code, "planted")
					}
					return right(request), nil
				}})
				got := <-compute(t.Context(), f.Lane(), 0)
				if tries != want {
					t.Errorf("%d tries, want %d", tries, want)
				}
				if succeeds := want == 11; succeeds != (got.err == nil) || !succeeds && status.Code(got.err) != code {
					t.Errorf("error is %v", got.err)
				}
			})
		})
	}
}

func TestDelaysDoubleWithJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		replica := &always{err: status.Error(codes.Aborted, "planted")}
		f := newFleet(Replica{"failing", replica.simulate})
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		<-compute(ctx, f.Lane(), 0)
		gaps := replica.gaps()
		if len(gaps) < 20 {
			t.Fatalf("only %d tries in a minute", len(gaps))
		}
		jittered := false
		for i, gap := range gaps {
			whole := min(firstRetryDelay<<min(i, 20), lastRetryDelay)
			if gap < whole/2 || gap > whole {
				t.Errorf("delay %d is %v, want %v to %v", i, gap, whole/2, whole)
			}
			jittered = jittered || i > 10 && gap != gaps[10]
		}
		if !jittered {
			t.Error("all delays are equal")
		}
	})
}

func TestGivesUpWithItsContext(t *testing.T) {
	for name, cause := range map[string]error{
		"while it waits for a slot":    busy(time.Hour),
		"while it waits for a retry":   status.Error(codes.Aborted, "planted"),
		"while all replicas are quiet": status.Error(codes.Unavailable, "planted"),
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				replica := &always{err: cause}
				f := newFleet(Replica{"failing", replica.simulate})
				ctx, cancel := context.WithCancel(t.Context())
				shard := compute(ctx, f.Lane(), 0)
				time.Sleep(5*time.Second + time.Millisecond)
				cancel()
				cancelled := time.Now()
				if got := <-shard; !errors.Is(got.err, context.Canceled) || time.Since(cancelled) > 0 {
					t.Errorf("ended %v after the cancellation with %v", time.Since(cancelled), got.err)
				}
			})
		})
	}
}

func TestACallIsGivenUpAtItsDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		replica := newScript("hung")
		f := newFleet(replica.replica())
		shard := compute(t.Context(), f.Lane(), time.Millisecond)
		hung := <-replica.calls
		<-hung.ctx.Done()
		if held := time.Since(hung.at); held != minDeadline {
			t.Errorf("the hung call held its slot for %v, want %v", held, minDeadline)
		}
		synctest.Wait()
		if f.WaitingFor() == "" {
			t.Error("a fleet that does not answer seems well")
		}
		(<-replica.calls).answer(right(aShard()), nil)
		if got := <-shard; got.err != nil {
			t.Error(got.err)
		}
		if f.WaitingFor() != "" {
			t.Errorf("waits for %s after an answer", f.WaitingFor())
		}
	})
}

func TestKnowsTheCodeOfAnyError(t *testing.T) {
	for want, err := range map[codes.Code]error{
		codes.OK:               nil,
		codes.Aborted:          fmt.Errorf("wrapped: %w", status.Error(codes.Aborted, "planted")),
		codes.DeadlineExceeded: fmt.Errorf("wrapped: %w", context.DeadlineExceeded),
		codes.Canceled:         fmt.Errorf("wrapped: %w", context.Canceled),
		codes.Unknown:          errors.New("planted"),
	} {
		if got := codeOf(err); got != want {
			t.Errorf("code of %v is %v, want %v", err, got, want)
		}
	}
}

func TestDeadlinesFollowTheExpectedTimeAndGrow(t *testing.T) {
	for _, c := range []struct {
		expected time.Duration
		try      int
		want     time.Duration
	}{
		{0, 0, minDeadline},
		{time.Second, 0, 50 * time.Second},
		{time.Hour, 0, maxDeadline},
		{0, 1, 2 * minDeadline},
		{0, 1_000_000, maxDeadline},
	} {
		if got := deadline(c.expected, c.try); got != c.want {
			t.Errorf("expected %v, try %d: deadline is %v, want %v", c.expected, c.try, got, c.want)
		}
	}
}
