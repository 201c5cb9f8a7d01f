package kernel

import "math"

// Beyond this distance from the centre, a word belongs to a tail.
const tailStart = 0.5 - 1.0/512

const (
	twoToMinus32 = 1.0 / (1 << 32)
	ln2          = 0.6931471805599453
)

var (
	coefficientsP = [9]float64{
		7.769761317482705, 30751.143101437963, 21251905.268988404,
		4111557899.8970966, 259988247610.80734, 5549324327777.411,
		37508996402215.125, 64397037939262.09, 13000033798855.676,
	}
	coefficientsQ = [9]float64{
		1.0, 4714.032338793562, 3746641.6789922384,
		835387604.1609013, 62083983164.05165, 1618082673756.419,
		14320543624631.389, 37294613588694.164, 18697070468256.766,
	}
	coefficientsT = [11]float64{
		4.480314698572117, 1.0671444540078663, -0.010061578224895985,
		0.0015997766123276632, -0.0002629413318910781, 4.418977441118735e-05,
		-7.524961119538201e-06, 1.285835994146515e-06, -2.3599600281539793e-07,
		4.9079782340136857e-08, -6.794680277382034e-09,
	}
	coefficientsL = [5]float64{
		2.0000000000083595, 0.6666666524748752, 0.4000038467237519,
		0.2853505103781631, 0.23616359099145984,
	}
)

// normal turns a random word into a standard normal, by the quantile function. The
// centre is a rational approximation in r = 1/4 - q*q, whose coefficients are all
// positive, so nothing cancels. Relative error against the exact quantile: 5.2e-10.
func normal(word uint32) float64 {
	q := float64((float64(word)+0.5)*twoToMinus32) - 0.5
	if math.Abs(q) > tailStart {
		return tail(q)
	}
	r := 0.25 - float64(q*q)
	return (q * evenOdd9(&coefficientsP, r)) / evenOdd9(&coefficientsQ, r)
}

// tail is the quantile of the outer 0.4 % of draws: a polynomial in sqrt(-2 ln p).
func tail(q float64) float64 {
	t := math.Sqrt(-2*ln(0.5-math.Abs(q))) - 5
	z := horner11(&coefficientsT, t)
	if q < 0 {
		return -z
	}
	return z
}

// ln is the natural logarithm of a positive normal number below 1, for the tails only.
func ln(x float64) float64 {
	const (
		sqrtHalfBits = 0x3FE6A09E667F3BCD
		exponentMask = 0xFFF0000000000000
	)
	b := math.Float64bits(x)
	distance := b - sqrtHalfBits
	exponent := float64(int64(distance) >> 52)
	mantissa := math.Float64frombits(b - distance&exponentMask)
	s := (mantissa - 1) / (mantissa + 1)
	return float64(exponent*ln2) + float64(s*horner5(&coefficientsL, s*s))
}
