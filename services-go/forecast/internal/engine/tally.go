package engine

import (
	"cmp"
	"slices"
	"time"

	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/trivium/trivium/services-go/forecast/internal/summary"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// tally is what an attempt has computed so far: merged counts, and the set of paths that
// are in them. Its size does not depend on the number of paths.
type tally struct {
	merged        *kernel.Merged
	finished      pathSet
	contributions map[buildKey]contribution
	// changes counts the states of the run that were told or stored, over all attempts.
	changes uint32
	// waitingFor says why nothing moves, as it was published last, or is empty.
	waitingFor string
}

type buildKey struct{ implementation, buildID, instructionSet string }

type contribution struct {
	shards  uint32
	paths   uint64
	compute time.Duration
}

func newTally(years int) *tally {
	return &tally{merged: kernel.NewMerged(years), contributions: map[buildKey]contribution{}}
}

// add merges a shard's answer.
func (t *tally) add(shard pathRange, answer *simulationv1.SimulateResponse) {
	for year, histogram := range answer.GetYears() {
		counts := t.merged.Counts[year*kernel.Bins+int(histogram.GetFirstBin()):]
		for i, count := range histogram.GetCounts() {
			counts[i] += uint64(count)
		}
	}
	t.merged.DepletedPaths += uint64(answer.GetDepletedPaths())
	t.merged.Checksum += answer.GetChecksum()
	t.finished.add(shard)

	build := answer.GetBuild()
	key := buildKey{build.GetImplementation(), build.GetBuildId(), build.GetInstructionSet()}
	sum := t.contributions[key]
	sum.shards++
	sum.paths += shard.count()
	sum.compute += time.Duration(answer.GetComputeNanos())
	t.contributions[key] = sum
}

// encode is the tally as the store keeps it.
func (t *tally) encode() *storagev1.Checkpoint {
	checkpoint := &storagev1.Checkpoint{
		Finished:      t.finished.encode(),
		DepletedPaths: t.merged.DepletedPaths,
		Checksum:      t.merged.Checksum,
		Contributions: t.encodeContributions(),
		Changes:       t.changes,
		WaitingFor:    t.waitingFor,
	}
	for year := range slices.Chunk(t.merged.Counts, kernel.Bins) {
		checkpoint.Years = append(checkpoint.Years, trimmed(year))
	}
	return checkpoint
}

func trimmed(counts []uint64) *storagev1.MergedHistogram {
	first, end := kernel.Occupied(counts)
	return &storagev1.MergedHistogram{FirstBin: uint32(first), Counts: slices.Clone(counts[first:end])}
}

func (t *tally) encodeContributions() []*forecastv1.Contribution {
	var encoded []*forecastv1.Contribution
	for key, sum := range t.contributions {
		encoded = append(encoded, &forecastv1.Contribution{
			Build: &simulationv1.Build{
				Implementation: key.implementation, BuildId: key.buildID, InstructionSet: key.instructionSet,
			},
			Shards: sum.shards, Paths: sum.paths, ComputeTime: durationpb.New(sum.compute),
		})
	}
	slices.SortFunc(encoded, func(a, b *forecastv1.Contribution) int {
		return cmp.Or(cmp.Compare(b.GetPaths(), a.GetPaths()), cmp.Compare(a.GetBuild().GetBuildId(), b.GetBuild().GetBuildId()))
	})
	return encoded
}

// decodeTally is the inverse of encode.
func decodeTally(checkpoint *storagev1.Checkpoint, years int) *tally {
	t := newTally(years)
	t.finished = decodePathSet(checkpoint.GetFinished())
	t.waitingFor = checkpoint.GetWaitingFor()
	t.changes = checkpoint.GetChanges()
	t.merged.DepletedPaths = checkpoint.GetDepletedPaths()
	t.merged.Checksum = checkpoint.GetChecksum()
	for year, histogram := range checkpoint.GetYears() {
		copy(t.merged.Counts[year*kernel.Bins+int(histogram.GetFirstBin()):], histogram.GetCounts())
	}
	for _, c := range checkpoint.GetContributions() {
		build := c.GetBuild()
		key := buildKey{build.GetImplementation(), build.GetBuildId(), build.GetInstructionSet()}
		t.contributions[key] = contribution{c.GetShards(), c.GetPaths(), c.GetComputeTime().AsDuration()}
	}
	return t
}

// result is what the tally says, or nil when it holds no paths.
func (t *tally) result(timing *forecastv1.Timing) *forecastv1.Result {
	paths := t.finished.count()
	if paths == 0 {
		return nil
	}
	s := summary.Summarize(t.merged.Counts, paths, t.merged.DepletedPaths)
	result := &forecastv1.Result{
		Paths:         paths,
		Success:       &forecastv1.Probability{Estimate: s.Success.Estimate, Low: s.Success.Low, High: s.Success.High},
		Checksum:      t.merged.Checksum,
		Contributions: t.encodeContributions(),
		Timing:        timing,
	}
	for _, year := range s.Years {
		result.Years = append(result.Years, &forecastv1.Year{
			P5: year.P5, P25: year.P25, P50: year.P50, P75: year.P75, P95: year.P95, Depleted: year.Depleted,
		})
	}
	return result
}
