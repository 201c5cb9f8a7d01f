package evidence

import (
	"math"
	"time"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const (
	// Buckets of a histogram of times; the last holds whatever is longer, too.
	Buckets = 512
	// Buckets in which a time doubles: one is 9 % wide.
	perDoubling = 8
)

// Bucket is the one that a time belongs to, by unit of work. 0 .. Buckets-1.
func Bucket(took time.Duration, work float64) int {
	picoseconds := float64(took) * 1000 / work
	if !(picoseconds >= 1) {
		return 0
	}
	return int(min(perDoubling*math.Log2(picoseconds), Buckets-1))
}

// Edge is the lower end of a bucket, in picoseconds a unit of work.
func Edge(bucket int) float64 { return math.Exp2(float64(bucket) / perDoubling) }

// Counts are the times of a histogram by bucket.
type Counts [Buckets]uint64

// Unpack returns the counts of a histogram. Whatever lies beyond the last bucket is left out.
func Unpack(latencies *rolloutv1.Latencies) *Counts {
	counts := new(Counts)
	first := int(min(latencies.GetFirstBucket(), Buckets))
	copy(counts[first:], latencies.GetCounts())
	return counts
}

// Pack is the histogram without the empty buckets at both ends; nil when all are empty.
func (c *Counts) Pack() *rolloutv1.Latencies {
	first, end := 0, Buckets
	for first < end && c[first] == 0 {
		first++
	}
	for end > first && c[end-1] == 0 {
		end--
	}
	if first == end {
		return nil
	}
	return &rolloutv1.Latencies{FirstBucket: uint32(first), Counts: append([]uint64(nil), c[first:end]...)}
}

// Total is the number of times.
func (c *Counts) Total() (total uint64) {
	for _, count := range c {
		total += count
	}
	return total
}

// Percentile is the time that a share of the times, 0 to 1, does not exceed, in picoseconds a
// unit of work: interpolated inside its bucket, on a logarithmic scale. 0 without times.
func (c *Counts) Percentile(share float64) float64 {
	rank := share * float64(c.Total())
	if rank == 0 {
		return 0
	}
	below := 0.0
	for bucket, count := range c {
		if count > 0 && below+float64(count) >= rank {
			inside := (rank - below) / float64(count)
			return math.Exp2((float64(bucket) + inside) / perDoubling)
		}
		below += float64(count)
	}
	return Edge(Buckets)
}
