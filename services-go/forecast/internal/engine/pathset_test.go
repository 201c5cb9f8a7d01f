package engine

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

const setSize = 40

// A set of paths behaves like a bitmap, whatever is added in whatever order.
func TestAPathSetIsABitmap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var set pathSet
		var bitmap [setSize]bool
		checkSet(t, set, bitmap[:])
		for gaps := set.gaps(setSize); len(gaps) > 0; gaps = set.gaps(setSize) {
			gap := rapid.SampledFrom(gaps).Draw(t, "gap")
			first := rapid.Uint64Range(gap.first, gap.end-1).Draw(t, "first")
			end := rapid.Uint64Range(first+1, gap.end).Draw(t, "end")
			set.add(pathRange{first, end})
			for path := first; path < end; path++ {
				bitmap[path] = true
			}
			checkSet(t, set, bitmap[:])
		}
	})
}

func checkSet(t *rapid.T, set pathSet, bitmap []bool) {
	var have, lack []pathRange
	count := uint64(0)
	for path, in := range bitmap {
		runs := &lack
		if in {
			runs = &have
			count++
		}
		*runs = extended(*runs, uint64(path))
	}
	if !slices.Equal(set.ranges, have) {
		t.Fatalf("ranges are %v, want %v", set.ranges, have)
	}
	if gaps := set.gaps(setSize); !slices.Equal(gaps, lack) {
		t.Fatalf("gaps are %v, want %v", gaps, lack)
	}
	if set.count() != count {
		t.Fatalf("count is %d, want %d", set.count(), count)
	}
	decoded := decodePathSet(reread(t, &storagev1.Checkpoint{Finished: set.encode()}).GetFinished())
	if !slices.Equal(decoded.ranges, set.ranges) {
		t.Fatalf("decoded ranges are %v, want %v", decoded.ranges, set.ranges)
	}
}

// extended adds the next path to the last of some ranges, or begins a new one.
func extended(ranges []pathRange, path uint64) []pathRange {
	if last := len(ranges) - 1; last >= 0 && ranges[last].end == path {
		ranges[last].end++
		return ranges
	}
	return append(ranges, pathRange{path, path + 1})
}
