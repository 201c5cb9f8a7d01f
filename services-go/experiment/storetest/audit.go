package storetest

import (
	"math"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"
)

var auditTests = map[string]func(*testing.T, Open){
	"the audit trail goes from the newest down, page by page": func(t *testing.T, open Open) {
		s := open(t)
		state := begun(t, s, name)
		for range 5 {
			entry := change(state, "anna")
			must(t, s.Swap(t.Context(), name, entry))
			state = entry.GetAfter()
		}
		var have []uint64
		below := uint64(0)
		for _, size := range []int{2, 2, 1, 0} {
			entries, err := s.Audit(t.Context(), name, below, 2)
			must(t, err)
			if len(entries) != size {
				t.Errorf("a page below %d has %d entries, want %d", below, len(entries), size)
			}
			for _, entry := range entries {
				have = append(have, entry.GetVersion())
				below = entry.GetVersion()
			}
		}
		if want := []uint64{6, 5, 4, 3, 2}; !slices.Equal(have, want) {
			t.Errorf("got %v, want %v", have, want)
		}
		newest, err := s.Audit(t.Context(), name, math.MaxUint64, 1)
		if err != nil || len(newest) != 1 || newest[0].GetVersion() != 6 {
			t.Errorf("below the highest number: %v, %v", newest, err)
		}
	},

	"any text goes into the audit trail": func(t *testing.T, open Open) {
		s := open(t)
		state := begun(t, s, name)
		for _, text := range awkward {
			entry := change(state, text)
			entry.Reason, entry.MismatchId, entry.After.Identity.CandidateBuild = text, text, text
			entry.Before = proto.CloneOf(state)
			must(t, s.Swap(t.Context(), name, entry))
			entries, err := s.Audit(t.Context(), name, 0, 1)
			must(t, err)
			expectEqual(t, "the entry", entries[0], entry)
			state = stateOf(t, s, name)
			expectEqual(t, "the state", state, entry.GetAfter())
		}
	},
}
