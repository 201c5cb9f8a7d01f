package fleet

import (
	"context"
	"testing"
	"testing/synctest"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func TestAnAnswerThatBreaksTheContractIsAFailure(t *testing.T) {
	year := func(firstBin uint32, counts ...uint32) []*simulationv1.Histogram {
		return []*simulationv1.Histogram{{FirstBin: firstBin, Counts: counts}}
	}
	for name, broken := range map[string]*simulationv1.SimulateResponse{
		"nothing":              nil,
		"no years":             {},
		"too many years":       {Years: append(year(0, 100), year(0, 100)...)},
		"a path too few":       {Years: year(0, 99)},
		"a path too many":      {Years: year(0, 50, 51)},
		"counts that wrap":     {Years: year(0, 1<<31, 1<<31, 100)},
		"a bin beyond":         {Years: year(511, 50, 50)},
		"a bin far beyond":     {Years: year(1<<32-1, 100)},
		"more depleted":        {Years: year(0, 100), DepletedPaths: 101},
		"a year without paths": {Years: year(7)},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				f := newFleet(Replica{"ill", func(
					context.Context, *simulationv1.SimulateRequest,
				) (*simulationv1.SimulateResponse, error) {
					return broken, nil
				}})
				if got := <-compute(t.Context(), f.Lane(), 0); status.Code(got.err) != codes.Internal {
					t.Errorf("answer %v, error %v", got.response, got.err)
				}
			})
		})
	}
}

func TestEdgesOfTheContractAreRight(t *testing.T) {
	request := aShard()
	for name, histogram := range map[string]*simulationv1.Histogram{
		"first bin": {FirstBin: 0, Counts: []uint32{100}},
		"last bin":  {FirstBin: 511, Counts: []uint32{100}},
	} {
		response := &simulationv1.SimulateResponse{Years: []*simulationv1.Histogram{histogram}, DepletedPaths: 100}
		if err := faultOf(request, response); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
