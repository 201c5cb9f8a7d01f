package kernel

import "math"

// Adding roundingShift rounds to an integer, halves to even, and leaves it in the low bits.
const roundingShift = 1.5 * (1 << 52)

var coefficientsE = [8]float64{
	1.0, 0.6931471838168677, 0.24022650920782687, 0.055504003753150545,
	0.009618056919350255, 0.0013341951002369006, 0.00015461367657218758, 1.3359831998676824e-05,
}

// exp2 is 2^x; relative error 2.4e-10, exact at 0. The contract keeps |x| below 7.4, so
// the exponent cannot overflow.
func exp2(x float64) float64 {
	t := x + roundingShift
	k := t - roundingShift
	p := evenOdd8(&coefficientsE, x-k)
	return math.Float64frombits(math.Float64bits(p) + math.Float64bits(t)<<52)
}
