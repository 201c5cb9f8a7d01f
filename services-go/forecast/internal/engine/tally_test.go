package engine

import (
	"context"
	"reflect"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// Any split into shards, merged in any order, with checkpoints and crashes anywhere, gives
// what the kernel gives for all paths at once.
func TestMergingIsExact(t *testing.T) {
	p := planOf(1000)
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Uint64Range(1, 300).Draw(t, "paths")
		merged, checkpoint := newTally(2), newTally(2).encode()
		crashes := 5
		for gaps := merged.finished.gaps(total); len(gaps) > 0; gaps = merged.finished.gaps(total) {
			gap := rapid.SampledFrom(gaps).Draw(t, "gap")
			shard := pathRange{first: rapid.Uint64Range(gap.first, gap.end-1).Draw(t, "first")}
			shard.end = rapid.Uint64Range(shard.first+1, gap.end).Draw(t, "end")
			merged.add(shard, trimmedMessage(simulated(t, kernelRequest(p, shard))))
			switch event := rapid.IntRange(0, 3).Draw(t, "event"); {
			case event == 1:
				checkpoint = reread(t, merged.encode())
			case event == 2 && crashes > 0:
				crashes--
				merged = decodeTally(checkpoint, 2)
			}
		}
		want := kernel.NewMerged(2)
		want.Add(simulated(t, kernelRequest(p, pathRange{0, total})))
		if !reflect.DeepEqual(merged.merged, want) {
			t.Fatalf("merged %d of %d paths, checksum %x, want %x",
				merged.finished.count(), total, merged.merged.Checksum, want.Checksum)
		}
	})
}

func simulated(t *rapid.T, request *kernel.Request) *kernel.Response {
	response, err := kernel.Simulate(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

// trimmedMessage is an answer as simulators send it: without the empty bins at both ends.
func trimmedMessage(answer *kernel.Response) *simulationv1.SimulateResponse {
	message := messageOf(answer)
	for _, year := range message.Years {
		for year.Counts[0] == 0 {
			year.Counts = year.Counts[1:]
			year.FirstBin++
		}
		for year.Counts[len(year.Counts)-1] == 0 {
			year.Counts = year.Counts[:len(year.Counts)-1]
		}
	}
	return message
}

// reread sends a checkpoint through its encoding.
func reread(t *rapid.T, checkpoint *storagev1.Checkpoint) *storagev1.Checkpoint {
	encoded, err := proto.Marshal(checkpoint)
	if err != nil {
		t.Fatal(err)
	}
	var decoded storagev1.Checkpoint
	if err := proto.Unmarshal(encoded, &decoded); err != nil {
		t.Fatal(err)
	}
	return &decoded
}

func TestATallyOutlivesTheStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		merged := newTally(2)
		merged.changes = rapid.Uint32().Draw(t, "changes")
		for first := range rapid.Uint64Range(0, 20).Draw(t, "shards") {
			paths := rapid.Uint32Range(1, 1<<20).Draw(t, "paths")
			bin := rapid.Uint32Range(0, kernel.Bins-1).Draw(t, "bin")
			year := &simulationv1.Histogram{FirstBin: bin, Counts: []uint32{paths}}
			merged.add(pathRange{first << 20, first<<20 + uint64(paths)}, &simulationv1.SimulateResponse{
				Years:         []*simulationv1.Histogram{year, year},
				DepletedPaths: rapid.Uint32Range(0, paths).Draw(t, "depleted"),
				Checksum:      rapid.Uint64().Draw(t, "checksum"),
				Build:         &simulationv1.Build{BuildId: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "build")},
				ComputeNanos:  rapid.Uint64Range(0, uint64(time.Minute)).Draw(t, "nanos"),
			})
		}
		for _, year := range merged.encode().GetYears() {
			if counts := year.GetCounts(); len(counts) > 0 && (counts[0] == 0 || counts[len(counts)-1] == 0) {
				t.Fatalf("empty bins are stored: %v", counts)
			}
		}
		if after := decodeTally(reread(t, merged.encode()), 2); !reflect.DeepEqual(after, merged) {
			t.Fatalf("stored %+v, got back %+v", merged, after)
		}
	})
}

func TestContributionsAreSummedByBuild(t *testing.T) {
	merged := newTally(1)
	for i, build := range []string{"new", "old", "new"} {
		merged.add(pathRange{uint64(i) * 10, uint64(i)*10 + 10}, &simulationv1.SimulateResponse{
			Years:        []*simulationv1.Histogram{{Counts: []uint32{10}}},
			Build:        &simulationv1.Build{Implementation: "rust", BuildId: build, InstructionSet: "avx2"},
			ComputeNanos: 5,
		})
	}
	got := merged.encodeContributions()
	if len(got) != 2 || got[0].GetBuild().GetBuildId() != "new" || got[0].GetShards() != 2 || got[0].GetPaths() != 20 ||
		got[0].GetComputeTime().AsDuration() != 10 || got[1].GetPaths() != 10 {
		t.Errorf("contributions are %v", got)
	}
}

func TestNoPathsNoResult(t *testing.T) {
	if result := newTally(1).result(nil); result != nil {
		t.Errorf("result of nothing is %v", result)
	}
}
