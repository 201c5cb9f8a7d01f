package fleet

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// call sends a shard through the seam.
func (f *Fleet) call(
	ctx context.Context, slot Slot, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	return f.use(ctx, slot, request, f.seam(checked(slot.member.replica.Simulate)))
}

// use uses up a slot and tells the gate how it went.
func (f *Fleet) use(
	ctx context.Context, slot Slot, request *simulationv1.SimulateRequest, simulate SimulateShard,
) (*simulationv1.SimulateResponse, error) {
	start := time.Now()
	response, err := simulate(ctx, request)
	code := codeOf(err)
	f.gate.release(slot.member, outcomeOf(ctx, code, time.Since(start), response, err))
	if err == nil {
		return response, nil
	}
	if code != codes.Canceled || ctx.Err() == nil {
		f.metrics.failed(code)
	}
	return nil, err
}

func outcomeOf(
	ctx context.Context, code codes.Code, took time.Duration, response *simulationv1.SimulateResponse, err error,
) outcome {
	switch {
	case code == codes.OK:
		return outcome{kind: answered, took: took, computing: time.Duration(response.GetComputeNanos())}
	case code == codes.ResourceExhausted:
		return outcome{kind: refused, pause: retryDelayIn(err)}
	case code == codes.Unavailable || code == codes.DeadlineExceeded || context.Cause(ctx) == errOvertaken:
		return outcome{kind: silent}
	default:
		return outcome{kind: neither}
	}
}

// checked fails where an answer breaks the contract, or there is a panic instead of one, so
// that an ill build cannot spoil a run, or end the process.
func checked(simulate SimulateShard) SimulateShard {
	return func(
		ctx context.Context, request *simulationv1.SimulateRequest,
	) (response *simulationv1.SimulateResponse, err error) {
		defer func() {
			if cause := recover(); cause != nil {
				slog.ErrorContext(ctx, "a simulator's call panicked", "panic", fmt.Sprint(cause), "stack", string(debug.Stack()))
				response, err = nil, status.Error(codes.Internal, "the call panicked")
			}
		}()
		response, err = simulate(ctx, request)
		if err == nil {
			err = faultOf(request, response)
		}
		if err != nil {
			return nil, err
		}
		return response, nil
	}
}

// retryDelayIn is the delay that a server asks for, or 0.
func retryDelayIn(err error) time.Duration {
	for _, detail := range status.Convert(err).Details() {
		if info, ok := detail.(*errdetails.RetryInfo); ok {
			return info.GetRetryDelay().AsDuration()
		}
	}
	return 0
}

// faultOf says how an answer breaks the contract.
func faultOf(request *simulationv1.SimulateRequest, response *simulationv1.SimulateResponse) error {
	years := len(request.GetDrift()) / kernel.MonthsPerYear
	if len(response.GetYears()) != years {
		return status.Errorf(codes.Internal, "an answer of %d years instead of %d", len(response.GetYears()), years)
	}
	if response.GetDepletedPaths() > request.GetPathCount() {
		return status.Errorf(codes.Internal, "%d of %d paths depleted", response.GetDepletedPaths(), request.GetPathCount())
	}
	for year, histogram := range response.GetYears() {
		if fault := histogramFault(histogram, request.GetPathCount()); fault != "" {
			return status.Errorf(codes.Internal, "year %d of an answer %s", year, fault)
		}
	}
	return nil
}

func histogramFault(histogram *simulationv1.Histogram, paths uint32) string {
	if end := uint64(histogram.GetFirstBin()) + uint64(len(histogram.GetCounts())); end > kernel.Bins {
		return fmt.Sprintf("has a bin %d", end-1)
	}
	sum := uint64(0)
	for _, count := range histogram.GetCounts() {
		sum += uint64(count)
	}
	if sum != uint64(paths) {
		return fmt.Sprintf("counts %d paths instead of %d", sum, paths)
	}
	return ""
}
