package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/trivium/trivium/services-go/experiment"
)

var roomTests = map[string]func(*testing.T, Open){
	"mismatches go from the newest down, page by page": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		var want []string
		for i := range 5 {
			want = append([]string{added(t, s, mismatch(fmt.Sprint(i), 0))}, want...)
		}
		var have []string
		below := ""
		for _, size := range []int{2, 2, 1, 0} {
			page, err := s.Mismatches(t.Context(), name, below, 2)
			must(t, err)
			if len(page) != size {
				t.Errorf("a page below %q has %d mismatches, want %d", below, len(page), size)
			}
			for _, mismatch := range page {
				have = append(have, mismatch.GetId())
				below = mismatch.GetId()
			}
			added(t, s, mismatch("meanwhile "+below, 0))
		}
		if !slices.Equal(have, want) {
			t.Errorf("got %q, want %q", have, want)
		}
	},

	"the mismatch seen longest ago makes room": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		ids := make([]string, experiment.MaxMismatches)
		for i := range ids {
			ids[i] = added(t, s, mismatch(fmt.Sprint(i), i))
		}
		expectCount(t, s, experiment.MaxMismatches)
		// The first is seen again; the second is then the one seen longest ago.
		added(t, s, mismatch("0", experiment.MaxMismatches))
		begun(t, s, "other")
		another, err := s.AddMismatch(t.Context(), "other", mismatch("0", 0))
		must(t, err)
		for _, second := range []int{experiment.MaxMismatches + 1, -1} { // By a clock that is behind.
			latest := added(t, s, mismatch(fmt.Sprint("new at ", second), second))
			expectCount(t, s, experiment.MaxMismatches)
			kept(t, s, latest)
		}
		kept(t, s, ids[0])
		kept(t, s, ids[3])
		for _, gone := range ids[1:3] {
			if _, err := s.Mismatch(t.Context(), name, gone); !errors.Is(err, experiment.ErrNotFound) {
				t.Errorf("one seen longer ago than others: got %v", err)
			}
		}
		if _, err := s.Mismatch(t.Context(), "other", another); err != nil {
			t.Errorf("another rollout's made room: %v", err)
		}
	},
}
