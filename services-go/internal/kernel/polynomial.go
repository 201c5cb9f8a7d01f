package kernel

// Polynomials in a fixed order of evaluation, which is part of the contract. They are
// written out: the compiler does not unroll loops, and these are the hottest lines.

// horner11 is c[0] + c[1]x + ... from the highest coefficient down.
func horner11(c *[11]float64, x float64) float64 {
	s := c[10]
	s = float64(s*x) + c[9]
	s = float64(s*x) + c[8]
	s = float64(s*x) + c[7]
	s = float64(s*x) + c[6]
	s = float64(s*x) + c[5]
	s = float64(s*x) + c[4]
	s = float64(s*x) + c[3]
	s = float64(s*x) + c[2]
	s = float64(s*x) + c[1]
	return float64(s*x) + c[0]
}

// horner5 is c[0] + c[1]x + ... from the highest coefficient down.
func horner5(c *[5]float64, x float64) float64 {
	s := c[4]
	s = float64(s*x) + c[3]
	s = float64(s*x) + c[2]
	s = float64(s*x) + c[1]
	return float64(s*x) + c[0]
}

// evenOdd9 adds the even part and the odd part, each by Horner's rule in x*x: shorter
// chains of dependent operations.
func evenOdd9(c *[9]float64, x float64) float64 {
	y := x * x
	even := c[8]
	even = float64(even*y) + c[6]
	even = float64(even*y) + c[4]
	even = float64(even*y) + c[2]
	even = float64(even*y) + c[0]
	odd := c[7]
	odd = float64(odd*y) + c[5]
	odd = float64(odd*y) + c[3]
	odd = float64(odd*y) + c[1]
	return even + float64(odd*x)
}

// evenOdd8 is evenOdd9 for eight coefficients.
func evenOdd8(c *[8]float64, x float64) float64 {
	y := x * x
	even := c[6]
	even = float64(even*y) + c[4]
	even = float64(even*y) + c[2]
	even = float64(even*y) + c[0]
	odd := c[7]
	odd = float64(odd*y) + c[5]
	odd = float64(odd*y) + c[3]
	odd = float64(odd*y) + c[1]
	return even + float64(odd*x)
}
