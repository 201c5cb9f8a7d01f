package engine

import (
	"slices"

	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// pathRange is the paths first .. end-1.
type pathRange struct{ first, end uint64 }

func (r pathRange) count() uint64 { return r.end - r.first }

// pathSet is a set of paths: disjoint ranges in rising order that do not touch. Shards
// are handed out in order, so it has about as many ranges as there are shards in flight.
type pathSet struct{ ranges []pathRange }

// add puts a range into the set, of which it must hold nothing yet.
func (s *pathSet) add(r pathRange) {
	i, _ := slices.BinarySearchFunc(s.ranges, r.first, func(have pathRange, first uint64) int {
		if have.end < first {
			return -1
		}
		return 1
	})
	// From i on, ranges end at r.first or later: at most one touches r on each side.
	if i < len(s.ranges) && s.ranges[i].end == r.first {
		r.first = s.ranges[i].first
		s.ranges = slices.Delete(s.ranges, i, i+1)
	}
	if i < len(s.ranges) && s.ranges[i].first == r.end {
		r.end = s.ranges[i].end
		s.ranges = slices.Delete(s.ranges, i, i+1)
	}
	s.ranges = slices.Insert(s.ranges, i, r)
}

// count is the number of paths in the set.
func (s *pathSet) count() uint64 {
	sum := uint64(0)
	for _, r := range s.ranges {
		sum += r.count()
	}
	return sum
}

// gaps are the ranges of 0 .. total-1 that are not in the set.
func (s *pathSet) gaps(total uint64) []pathRange {
	var gaps []pathRange
	next := uint64(0)
	for _, r := range s.ranges {
		if r.first > next {
			gaps = append(gaps, pathRange{next, r.first})
		}
		next = r.end
	}
	if next < total {
		gaps = append(gaps, pathRange{next, total})
	}
	return gaps
}

func (s *pathSet) encode() []*storagev1.PathRange {
	encoded := make([]*storagev1.PathRange, len(s.ranges))
	for i, r := range s.ranges {
		encoded[i] = &storagev1.PathRange{First: r.first, End: r.end}
	}
	return encoded
}

func decodePathSet(encoded []*storagev1.PathRange) pathSet {
	var s pathSet
	for _, r := range encoded {
		s.ranges = append(s.ranges, pathRange{r.GetFirst(), r.GetEnd()})
	}
	return s
}
