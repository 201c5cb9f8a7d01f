package compare_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment/compare"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// An answer of the largest size that is usual: 40 years of 400 counts.
func BenchmarkMessages(b *testing.B) {
	response := &simulationv1.SimulateResponse{}
	for range 40 {
		histogram := &simulationv1.Histogram{Counts: make([]uint32, 400)}
		for i := range histogram.Counts {
			histogram.Counts[i] = uint32(i + 1)
		}
		response.Years = append(response.Years, histogram)
	}
	again := proto.CloneOf(response)
	b.ReportAllocs()
	for b.Loop() {
		if difference := compare.Messages(response, again); difference != nil {
			b.Fatal(difference)
		}
	}
}
