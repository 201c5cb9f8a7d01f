package engine

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func TestShardsTakeTwentyToFiftyMilliseconds(t *testing.T) {
	for name, pathMonth := range map[string]time.Duration{
		"vector code": 4, "scalar code": 20, "a very slow machine": 2000,
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, directory string) {
				simulator := newCounting(pathMonth, 4)
				s := start(t, directory, simulator.simulate)
				expectCounted(t, s.wait(t, s.create(t, uint32(time.Second/pathMonth))))
				wrong := 0
				shards := simulator.shards[len(simulator.shards)/2:]
				for _, paths := range shards[:len(shards)/2] {
					if work := pathMonth * time.Duration(paths) * 24; work < 20*time.Millisecond || work > 50*time.Millisecond {
						wrong++
					}
				}
				if last := pathMonth * time.Duration(shards[len(shards)-1]) * 24; last > 20*time.Millisecond {
					t.Errorf("the last shard takes %v", last)
				}
				if wrong > len(shards)/10 {
					t.Errorf("%d of %d shards are too small or too large: %v", wrong, len(shards), shards)
				}
			})
		})
	}
}

func TestTheFirstMeasurementReplacesTheGuess(t *testing.T) {
	p := newPace()
	measure := func(nanos uint64) {
		p.measured(pathRange{0, 1000}, 12, &simulationv1.SimulateResponse{ComputeNanos: nanos * 1000 * 12})
	}
	measure(100)
	if got := p.expected(1000, 12); got != 100*12*time.Microsecond {
		t.Errorf("expected is %v after one measurement", got)
	}
	measure(200)
	if got := p.expected(1000, 12); got != 110*12*time.Microsecond {
		t.Errorf("expected is %v after two", got)
	}
	measure(0)
	for range 1000 {
		measure(0)
	}
	if paths := p.shardPaths(10_000_000, 12, 1); paths != maxShardPaths {
		t.Errorf("a shard of %d paths where they cost nothing", paths)
	}
}

// Whatever a simulator claims, shards are legal and cover what is left.
func TestShardSizesAreLegalWhateverIsMeasured(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := newPace()
		months := 12 * rapid.IntRange(1, 100).Draw(t, "years")
		for range rapid.IntRange(0, 50).Draw(t, "measurements") {
			shard := pathRange{0, rapid.Uint64Range(1, maxShardPaths).Draw(t, "measured paths")}
			nanos := rapid.OneOf(rapid.Just[uint64](0), rapid.Just[uint64](math.MaxUint64), rapid.Uint64()).Draw(t, "nanos")
			p.measured(shard, months, &simulationv1.SimulateResponse{ComputeNanos: nanos})
		}
		left := rapid.Uint64Range(1, 10_000_000).Draw(t, "left")
		slots := rapid.IntRange(1, 10_000).Draw(t, "slots")
		paths := p.shardPaths(left, months, slots)
		if paths < 1 || paths > left || paths > maxShardPaths {
			t.Fatalf("a shard of %d paths of %d", paths, left)
		}
		if expected := p.expected(paths, months); expected < 0 || expected > time.Minute {
			t.Fatalf("%d paths are expected to take %v", paths, expected)
		}
	})
}

func TestTheLastShardsEndTogether(t *testing.T) {
	p := newPace()
	const slots, months = 8, 240
	left, last := uint64(1_000_000), uint64(math.MaxUint64)
	for left > 0 {
		paths := p.shardPaths(left, months, slots)
		if paths > last {
			t.Fatalf("a shard of %d after one of %d", paths, last)
		}
		if least := p.expected(paths, months); least < minShardWork*9/10 && paths < left {
			t.Fatalf("a shard of %v before the last", least)
		}
		left, last = left-paths, paths
	}
	if work := p.expected(last, months); work > minShardWork {
		t.Errorf("the last shard takes %v", work)
	}
}
