package kernel

import "math"

// balance is where a path stands.
type balance struct {
	// now is never negative and never -0. Currency.
	now float64
	// low is the lowest balance so far at the end of a month, before it is stopped at
	// zero; the initial balance does not count. Currency.
	low float64
}

func newBalance(initial float64) balance {
	return balance{now: initial, low: math.Inf(1)}
}

// advance lives through a month: growth, then flow, then the stop at zero.
func (b *balance) advance(growth, flow float64) {
	next := float64(b.now*growth) + flow
	if !(b.low < next) {
		b.low = next
	}
	if next > 0 {
		b.now = next
	} else {
		b.now = 0
	}
}
