package summary

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/internal/kernel"
)

func summarized(balances []float64) Year {
	counts := make([]uint64, kernel.Bins)
	for _, balance := range balances {
		counts[kernel.Bin(balance)]++
	}
	return Summarize(counts, uint64(len(balances)), 0).Years[0]
}

// The bound that the package promises: a percentile lies in the bin of the true one, so it
// is off by less than that bin's width, a sixteenth of the balance from 68 on.
func TestPercentilesLieInTheBinOfTheTrueOnes(t *testing.T) {
	balance := rapid.OneOf(
		rapid.Just(0.0), rapid.Float64Range(0, 100), rapid.Float64Range(68, 1e6), rapid.Float64Range(1e5, 1e13),
		rapid.Just(math.Inf(1)), rapid.Just(math.SmallestNonzeroFloat64),
	)
	rapid.Check(t, func(t *rapid.T) {
		balances := rapid.SliceOfN(balance, 1, 200).Draw(t, "balances")
		slices.Sort(balances)
		got := summarized(balances).Percentiles()
		for i, percent := range percents {
			rank := float64(len(balances)) * percent / 100
			truth := balances[max(int(math.Ceil(rank)), 1)-1]
			if fault := boundFault(got[i], truth); fault != "" {
				t.Fatalf("percentile %v is %v, in truth %v: %s", percent, got[i], truth, fault)
			}
		}
		if !slices.IsSorted(got[:]) {
			t.Fatalf("percentiles are %v", got)
		}
	})
}

func boundFault(got, truth float64) string {
	bin := kernel.Bin(truth)
	switch {
	case bin == 0 || bin == kernel.Bins-1:
		if got != kernel.LowerEdge(bin) {
			return "not the lower edge"
		}
	case got < kernel.LowerEdge(bin) || got > kernel.LowerEdge(bin+1):
		return "another bin"
	case truth >= 68 && math.Abs(got-truth) > truth/16:
		return "off by more than a sixteenth"
	case math.Abs(got-truth) > max(68, truth/16):
		return "off by more than 68"
	}
	return ""
}

// Balances spread evenly have percentiles without error, but for the grain of the paths.
func TestEvenlySpreadBalancesHaveExactPercentiles(t *testing.T) {
	const paths, low, high = 100_000, 100_000.0, 200_000.0
	balances := make([]float64, paths)
	for i := range balances {
		balances[i] = low + (high-low)*(float64(i)+0.5)/paths
	}
	got := summarized(balances).Percentiles()
	for i, percent := range percents {
		if want := low + (high-low)*percent/100; math.Abs(got[i]-want) > 2*(high-low)/paths {
			t.Errorf("percentile %v is %v, want %v", percent, got[i], want)
		}
	}
}

// Examples of Newcombe (1998), Two-sided confidence intervals for the single proportion,
// table I, method 3.
func TestWilsonIntervalsArePublishedOnes(t *testing.T) {
	for _, c := range []struct {
		successes, trials uint64
		low, high         float64
	}{
		{81, 263, 0.2553, 0.3662},
		{15, 148, 0.0624, 0.1605},
		{0, 20, 0.0000, 0.1611},
		{1, 29, 0.0061, 0.1718},
	} {
		got := wilson(c.successes, c.trials)
		if math.Abs(got.Low-c.low) > 5e-5 || math.Abs(got.High-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.successes, c.trials, got.Low, got.High, c.low, c.high)
		}
	}
}

func TestWilsonIntervalsHoldTheEstimateAndAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		trials := rapid.Uint64Range(1, 10_000_000).Draw(t, "trials")
		successes := rapid.Uint64Range(0, trials).Draw(t, "successes")
		got, mirrored := wilson(successes, trials), wilson(trials-successes, trials)
		const rounding = 1e-12
		if got.Low < 0 || got.High > 1 || got.Low > got.Estimate+rounding || got.High < got.Estimate-rounding {
			t.Fatalf("%+v", got)
		}
		if math.Abs(got.Low-(1-mirrored.High)) > rounding || math.Abs(got.High-(1-mirrored.Low)) > rounding {
			t.Fatalf("%+v and %+v are not mirror images", got, mirrored)
		}
	})
}
