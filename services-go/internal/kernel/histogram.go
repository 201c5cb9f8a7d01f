package kernel

import "math"

// Bins a year: bin 0 holds zero, bin 1 everything above it and below 68, bin 511
// everything from 257,698,037,760 on. In between a bin is the top sixteen bits of a
// double: sixteen equal bins an octave.
const Bins = 512

const (
	topBitsShift = 48
	firstTopBits = 1029*16 - 1
)

// Bin is the bin of a balance, which is not negative and not -0.
func Bin(balance float64) int {
	if balance == 0 {
		return 0
	}
	bin := int(math.Float64bits(balance)>>topBitsShift) - firstTopBits
	return min(max(bin, 1), Bins-1)
}

// LowerEdge is the lower edge of a bin, 0 to 511; bin 0 and bin 1 begin at zero. Currency.
func LowerEdge(bin int) float64 {
	if bin < 2 {
		return 0
	}
	return math.Float64frombits(uint64(bin+firstTopBits) << topBitsShift)
}

// Occupied is where the counts of one year begin and end to be other than zero: counts[first:end]
// has all that are. Both are 0 when there are none.
func Occupied[Count uint32 | uint64](counts []Count) (first, end int) {
	for end = len(counts); end > 0 && counts[end-1] == 0; end-- {
	}
	for first < end && counts[first] == 0 {
		first++
	}
	return first, end
}
