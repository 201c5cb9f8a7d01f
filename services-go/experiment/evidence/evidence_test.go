package evidence_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func TestBucketsHoldTheirTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		took := time.Duration(rapid.Int64Range(1, math.MaxInt64).Draw(t, "took"))
		work := rapid.Float64Range(1e-3, 1e12).Draw(t, "work")
		bucket := evidence.Bucket(took, work)
		picoseconds := float64(took) * 1000 / work
		// The last bit of a logarithm may round a time over an edge.
		const slack = 1e-12
		if bucket < 0 || bucket >= evidence.Buckets ||
			bucket > 0 && evidence.Edge(bucket) > picoseconds*(1+slack) ||
			bucket < evidence.Buckets-1 && evidence.Edge(bucket+1) < picoseconds*(1-slack) {
			t.Fatalf("%v ps are in bucket %d, which begins at %v", picoseconds, bucket, evidence.Edge(bucket))
		}
	})
}

func TestTimesThatNobodyCanMeasureAreInABucket(t *testing.T) {
	for _, c := range []struct {
		took time.Duration
		work float64
		want int
	}{{0, 1, 0}, {-1, 1, 0}, {1, math.Inf(1), 0}, {0, 0, 0}, {1, math.NaN(), 0}, {1, 0, evidence.Buckets - 1}} {
		if got := evidence.Bucket(c.took, c.work); got != c.want {
			t.Errorf("%v by %v is in bucket %d, not %d", c.took, c.work, got, c.want)
		}
	}
}

func counts(t *rapid.T) *evidence.Counts {
	counts := new(evidence.Counts)
	for range rapid.IntRange(0, 5).Draw(t, "buckets") {
		counts[rapid.IntRange(0, evidence.Buckets-1).Draw(t, "bucket")] = rapid.Uint64Range(0, 1000).Draw(t, "count")
	}
	return counts
}

func anyArm(t *rapid.T) *rolloutv1.ArmEvidence {
	number := rapid.Uint64Range(0, 1000)
	return &rolloutv1.ArmEvidence{
		Calls: number.Draw(t, "calls"), Answered: number.Draw(t, "answered"), Failures: number.Draw(t, "failures"),
		Latencies: counts(t).Pack(),
	}
}

func anyEvidence(t *rapid.T) *rolloutv1.Evidence {
	number := rapid.Uint64Range(0, 1000)
	return &rolloutv1.Evidence{
		Compared: number.Draw(t, "compared"), Mismatched: number.Draw(t, "mismatched"), Dropped: number.Draw(t, "dropped"),
		Control: anyArm(t), Candidate: anyArm(t),
	}
}

func TestPackingLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := counts(t)
		packed := before.Pack()
		if *evidence.Unpack(packed) != *before {
			t.Fatal("what was unpacked is not what was packed")
		}
		if all := packed.GetCounts(); len(all) > 0 && (all[0] == 0 || all[len(all)-1] == 0) {
			t.Fatalf("empty buckets at an end of %v", packed)
		}
	})
}

func TestSumsAddUpInAnyOrderAndCanBeTakenApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyEvidence(t), anyEvidence(t), anyEvidence(t)
		left := evidence.Sum(evidence.Sum(a, b), c)
		if right := evidence.Sum(c, evidence.Sum(b, a)); !proto.Equal(left, right) {
			t.Fatalf("%v is not %v", left, right)
		}
		if rest := evidence.Since(evidence.Sum(a, b), a); !proto.Equal(rest, b) {
			t.Fatalf("%v is left of %v", rest, b)
		}
		if left.GetCompared() != a.GetCompared()+b.GetCompared()+c.GetCompared() {
			t.Fatal("the calls do not add up")
		}
	})
}

func TestPercentilesAreThoseOfTheTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		times := rapid.SliceOfN(rapid.Int64Range(1, 1e12), 1, 200).Draw(t, "times")
		counts := new(evidence.Counts)
		for _, took := range times {
			counts[evidence.Bucket(time.Duration(took), 1)]++
		}
		slices.Sort(times)
		for _, share := range []float64{0.5, 0.9, 0.99, 1} {
			exact := 1000 * float64(times[int(math.Ceil(share*float64(len(times))))-1])
			const bucket = 1.0906
			if got := counts.Percentile(share); got < exact/bucket || got > exact*bucket {
				t.Fatalf("percentile %v of %v is %v, not %v", share, times, got, exact)
			}
		}
	})
	if none := new(evidence.Counts).Percentile(0.5); none != 0 {
		t.Errorf("%v without times", none)
	}
}
