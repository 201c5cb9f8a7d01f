package engine

import (
	"sync"
	"time"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

const (
	// Work in a shard: long enough that calls cost little, short enough that progress is
	// smooth and a lost shard is cheap.
	shardWork = 30 * time.Millisecond
	// Less is not worth a call.
	minShardWork = 2 * time.Millisecond
	// Paths in a shard, at most: what simulators accept by default.
	maxShardPaths = 1 << 20
	// Time of a path-month before anything was measured.
	initialPathMonth = 12 * time.Nanosecond
	// Times of a path-month that are believed. Nanoseconds.
	minPathMonthNanos, maxPathMonthNanos = 0.1, 10_000
	// Weight of a new measurement.
	paceWeight = 0.1
)

// pace is how fast the simulators are: nanoseconds a path-month on one core, a moving
// average.
type pace struct {
	mu    sync.Mutex
	nanos float64
	// known: nanos was measured.
	known bool
}

func newPace() *pace { return &pace{nanos: float64(initialPathMonth)} }

func (p *pace) measured(shard pathRange, months int, answer *simulationv1.SimulateResponse) {
	p.mu.Lock()
	defer p.mu.Unlock()
	measured := float64(answer.GetComputeNanos()) / float64(shard.count()) / float64(months)
	measured = min(max(measured, minPathMonthNanos), maxPathMonthNanos)
	if !p.known {
		p.nanos, p.known = measured, true
	}
	p.nanos += paceWeight * (measured - p.nanos)
}

// expected is the time that so many paths take.
func (p *pace) expected(paths uint64, months int) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return time.Duration(p.nanos * float64(paths) * float64(months))
}

// shardPaths is the size of the next shard: a fair amount of work, but near the end of a
// run less, so that the last shards end together.
func (p *pace) shardPaths(left uint64, months, slots int) uint64 {
	onePath := max(p.expected(1, months), 1)
	full, least := uint64(shardWork/onePath), uint64(minShardWork/onePath)
	share := left/uint64(slots) + 1
	return min(max(min(full, share), least), maxShardPaths, left)
}
