package kernel

import "math/bits"

// Philox4x32-10, a counter-based random generator (Salmon et al., Parallel random
// numbers: as easy as 1, 2, 3, 2011).
const (
	philoxMultiplier0 = 0xD2511F53
	philoxMultiplier1 = 0xCD9E8D57
	philoxKeyStep0    = 0x9E3779B9
	philoxKeyStep1    = 0xBB67AE85
	philoxRounds      = 10
	wordsPerCounter   = 4
)

// philox returns the four words of a counter under a key.
func philox(c0, c1, c2, c3, k0, k1 uint32) (uint32, uint32, uint32, uint32) {
	for range philoxRounds {
		high0, low0 := bits.Mul32(philoxMultiplier0, c0)
		high1, low1 := bits.Mul32(philoxMultiplier1, c2)
		c0, c1, c2, c3 = high1^c1^k0, low1, high0^c3^k1, low0
		k0 += philoxKeyStep0
		k1 += philoxKeyStep1
	}
	return c0, c1, c2, c3
}
