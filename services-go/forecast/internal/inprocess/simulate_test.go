package inprocess

import (
	"context"
	"errors"
	"slices"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

func request(paths uint32) *simulationv1.SimulateRequest {
	return &simulationv1.SimulateRequest{
		InitialBalance: 100_000,
		Drift:          slices.Repeat([]float64{0.004}, 24),
		Volatility:     slices.Repeat([]float64{0.05}, 24),
		Flow:           slices.Repeat([]float64{-500}, 24),
		Seed:           7,
		FirstPath:      11,
		PathCount:      paths,
	}
}

func TestAnAnswerIsTheKernelsTrimmedAndSigned(t *testing.T) {
	message := request(500)
	answer, err := New(1).Simulate(t.Context(), message)
	if err != nil {
		t.Fatal(err)
	}
	want, err := kernel.Simulate(t.Context(), requestOf(message))
	if err != nil {
		t.Fatal(err)
	}
	counts := make([]uint32, len(answer.GetYears())*kernel.Bins)
	for year, histogram := range answer.GetYears() {
		trimmed := histogram.GetCounts()
		if trimmed[0] == 0 || trimmed[len(trimmed)-1] == 0 {
			t.Errorf("year %d has an empty bin at an end", year)
		}
		copy(counts[year*kernel.Bins+int(histogram.GetFirstBin()):], trimmed)
	}
	if !slices.Equal(counts, want.Counts) || answer.GetChecksum() != want.Checksum {
		t.Error("the answer is not the kernel's")
	}
	build := answer.GetBuild()
	if build.GetImplementation() != "go" || build.GetBuildId() == "" || build.GetContractHash() != simulationv1.ContractHash {
		t.Errorf("signed by %v", build)
	}
}

func TestEveryFaultyFieldIsNamed(t *testing.T) {
	message := request(0)
	message.InitialBalance = -1
	_, err := New(1).Simulate(t.Context(), message)
	if got := status.Convert(err); got.Code() != codes.InvalidArgument ||
		got.Message() != "initial_balance must be a finite amount from 0 to 1e12; path_count must be at least 1" {
		t.Errorf("refused with %v", err)
	}
}

func TestWhoWaitsForAThreadLeavesWithItsCaller(t *testing.T) {
	busy := New(1)
	if !busy.threads.TryAcquire(1) {
		t.Fatal("no thread is free")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, err := busy.Simulate(ctx, request(1))
		ended <- err
	}()
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
	busy.threads.Release(1)
	if _, err := busy.Simulate(t.Context(), request(1)); err != nil {
		t.Errorf("the thread is not free again: %v", err)
	}
}
