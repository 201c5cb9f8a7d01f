// Package summary describes merged counts: percentiles, chance of success, depletion.
// packages/kernel/src/summary.ts is its twin; tests/conformance/summary.json has known
// answers for both. Products that feed a sum are guarded as in package kernel.
//
// # Percentiles
//
// The rank of a percentile is paths*percent/100. It falls into the first bin whose
// cumulative count reaches it, and is interpolated linearly inside that bin:
// lower + (rank - before)/count * (upper - lower). The true percentile lies in the same
// bin, so the error is below the bin's width: a sixteenth of the balance from 68 on, 68
// below it. Where balances are spread evenly inside the bin it is far less. Bin 0 is zero;
// the last bin has no upper edge and stands for its lower one.
package summary

import (
	"math"

	"github.com/trivium/trivium/services-go/internal/kernel"
)

// z95 is the 97.5th percentile of the standard normal distribution. A variable, because
// Go computes with constants exactly and its twins cannot.
var z95 = 1.959963984540054

var percents = [5]float64{5, 25, 50, 75, 95}

// Summary describes the outcome of paths.
type Summary struct {
	// Success is the chance that the money lasts: the share of paths never depleted.
	Success Probability
	// Years are the ends of the years, from the first.
	Years []Year
}

// Probability is a share estimated from paths, with its 95 % Wilson score interval.
type Probability struct{ Estimate, Low, High float64 }

// Year is the end of a year. Balances in currency.
type Year struct {
	P5, P25, P50, P75, P95 float64
	// Depleted is the share of paths with nothing left.
	Depleted float64
}

// Percentiles are the five balances in rising order.
func (y Year) Percentiles() [5]float64 { return [5]float64{y.P5, y.P25, y.P50, y.P75, y.P95} }

// Summarize describes counts by year and bin, counts[year*kernel.Bins+bin], of at least
// one path.
func Summarize(counts []uint64, paths, depletedPaths uint64) Summary {
	summary := Summary{Success: wilson(paths-depletedPaths, paths)}
	for start := 0; start < len(counts); start += kernel.Bins {
		summary.Years = append(summary.Years, year(counts[start:start+kernel.Bins], paths))
	}
	return summary
}

func year(counts []uint64, paths uint64) Year {
	var values [len(percents)]float64
	for i, percent := range percents {
		values[i] = balanceAt(counts, float64(paths)*percent/100)
	}
	return Year{
		P5: values[0], P25: values[1], P50: values[2], P75: values[3], P95: values[4],
		Depleted: float64(counts[0]) / float64(paths),
	}
}

// balanceAt is the balance below which so many paths are.
func balanceAt(counts []uint64, rank float64) float64 {
	before := 0.0
	for bin, count := range counts {
		if count > 0 && before+float64(count) >= rank {
			return interpolated(bin, (rank-before)/float64(count))
		}
		before += float64(count)
	}
	return kernel.LowerEdge(kernel.Bins - 1)
}

func interpolated(bin int, fraction float64) float64 {
	lower := kernel.LowerEdge(bin)
	if bin == 0 || bin == kernel.Bins-1 {
		return lower
	}
	return lower + float64(fraction*(kernel.LowerEdge(bin+1)-lower))
}

// wilson is the score interval of Wilson (1927).
func wilson(successes, trials uint64) Probability {
	n := float64(trials)
	p := float64(successes) / n
	z2 := z95 * z95
	scale := 1 + z2/n
	centre := (p + z2/(2*n)) / scale
	half := z95 * math.Sqrt(p*(1-p)/n+z2/(4*n*n)) / scale
	return Probability{Estimate: p, Low: max(0, centre-half), High: min(1, centre+half)}
}
