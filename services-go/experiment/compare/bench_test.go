package compare_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment/compare"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// A large answer: 40 lists of 400 counts.
func BenchmarkMessages(b *testing.B) {
	response := &rolloutv1.ListAuditResponse{}
	for range 40 {
		counts := make([]uint64, 400)
		for i := range counts {
			counts[i] = uint64(i + 1)
		}
		latencies := &rolloutv1.Latencies{Counts: counts}
		response.Entries = append(response.Entries, &rolloutv1.AuditEntry{
			Evidence: &rolloutv1.Evidence{Control: &rolloutv1.ArmEvidence{Latencies: latencies}},
		})
	}
	again := proto.CloneOf(response)
	b.ReportAllocs()
	for b.Loop() {
		if difference := compare.Messages(response, again); difference != nil {
			b.Fatal(difference)
		}
	}
}
