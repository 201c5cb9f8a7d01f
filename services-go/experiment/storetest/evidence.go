package storetest

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

var evidenceTests = map[string]func(*testing.T, Open){
	"what replicas observe adds up, bucket by bucket": func(t *testing.T, open Open) {
		one, another := open(t), open(t)
		begun(t, one, name)
		deltas := []*rolloutv1.Evidence{observed(10, 300, 1, 0, 2), observed(5, 298, 7), observed(2, 302, 5, 6)}
		_, err := one.AddEvidence(t.Context(), name, 1, deltas[0])
		must(t, err)
		_, err = another.AddEvidence(t.Context(), name, 1, deltas[1])
		must(t, err)
		have, err := one.AddEvidence(t.Context(), name, 1, deltas[2])
		must(t, err)
		latencies := &rolloutv1.Latencies{FirstBucket: 298, Counts: []uint64{7, 0, 1, 0, 7, 6}}
		want := &rolloutv1.Evidence{
			Compared: 17, Mismatched: 3, Dropped: 6,
			Control:   &rolloutv1.ArmEvidence{Calls: 17, Answered: 14, Failures: 3, Refused: 6, Latencies: latencies},
			Candidate: &rolloutv1.ArmEvidence{Calls: 20, Answered: 17, Failures: 3, Refused: 6, Latencies: latencies},
		}
		expectEqual(t, "the sum", have, want)
		expectEqual(t, "what another replica reads", evidenceOf(t, another, name, 1), want)
	},

	"one side may be missing, and the ends of the histogram": func(t *testing.T, open Open) {
		s := open(t)
		begun(t, s, name)
		edges := &rolloutv1.Evidence{Control: &rolloutv1.ArmEvidence{Latencies: &rolloutv1.Latencies{FirstBucket: 511, Counts: []uint64{1}}}}
		_, err := s.AddEvidence(t.Context(), name, 1, edges)
		must(t, err)
		edges.Control.Latencies.FirstBucket = 0
		sum, err := s.AddEvidence(t.Context(), name, 1, edges)
		must(t, err)
		counts := sum.GetControl().GetLatencies().GetCounts()
		if len(counts) != 512 || counts[0] != 1 || counts[511] != 1 || sum.GetCandidate().GetCalls() != 0 {
			t.Errorf("got %v", sum)
		}
	},

	"nothing that is observed at once is lost": func(t *testing.T, open Open) {
		begun(t, open(t), name)
		const callers, times = 8, 10
		race(t, open, callers, func(s experiment.Store, i int) {
			for range times {
				if _, err := s.AddEvidence(t.Context(), name, 1, observed(3, uint32(i), 1)); err != nil {
					t.Error(err)
				}
			}
		})
		sum := evidenceOf(t, open(t), name, 1)
		if sum.GetCompared() != callers*times*3 || len(sum.GetCandidate().GetLatencies().GetCounts()) != callers {
			t.Fatalf("got %v", sum)
		}
		for bucket, count := range sum.GetCandidate().GetLatencies().GetCounts() {
			if count != times {
				t.Errorf("bucket %d has %d", bucket, count)
			}
		}
	},

	"a new state starts without evidence, whatever comes late": func(t *testing.T, open Open) {
		s := open(t)
		state := begun(t, s, name)
		_, err := s.AddEvidence(t.Context(), name, 1, observed(10, 0, 1))
		must(t, err)
		for version := uint64(2); version < 5; version++ {
			entry := change(state, "anna")
			must(t, s.Swap(t.Context(), name, entry))
			state = entry.GetAfter()
			expectNothing(t, evidenceOf(t, s, name, version))
			late, err := s.AddEvidence(t.Context(), name, version-1, observed(7, 0, 1))
			must(t, err)
			if want := map[uint64]uint64{2: 17, 3: 8, 4: 8}[version]; late.GetCompared() != want {
				t.Errorf("version %d has %d compared calls, want %d", version-1, late.GetCompared(), want)
			}
			expectNothing(t, evidenceOf(t, s, name, version))
			own, err := s.AddEvidence(t.Context(), name, version, observed(1, 0, 1))
			must(t, err)
			if own.GetCompared() != 1 {
				t.Errorf("version %d has %d compared calls of 1", version, own.GetCompared())
			}
		}
	},

	"asking without a delta adds nothing": func(t *testing.T, open Open) {
		s := open(t)
		begun(t, s, name)
		for _, nothing := range []*rolloutv1.Evidence{nil, {}} {
			sum, err := s.AddEvidence(t.Context(), name, 1, nothing)
			must(t, err)
			expectNothing(t, sum)
		}
		want, err := s.AddEvidence(t.Context(), name, 1, observed(1, 0, 1))
		must(t, err)
		expectEqual(t, "the sum", evidenceOf(t, s, name, 1), want)
	},
}

// expectNothing takes an arm without calls for an absent one.
func expectNothing(t *testing.T, sum *rolloutv1.Evidence) {
	t.Helper()
	if sum == nil || sum.GetCompared()+sum.GetMismatched()+sum.GetDropped() != 0 ||
		proto.Size(sum.GetControl())+proto.Size(sum.GetCandidate()) != 0 {
		t.Errorf("evidence from nowhere: %v", sum)
	}
}
