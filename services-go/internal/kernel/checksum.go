package kernel

import "math"

const pathStep = 0x9E3779B97F4A7C15

// mix is SplitMix64's finaliser (Steele, Lea, Flood 2014).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// pathHash is what one path adds to the checksum: a hash of its number, its final and
// its lowest balance.
func pathHash(path uint64, b balance) uint64 {
	return mix(mix(math.Float64bits(b.now)+(path+1)*pathStep) ^ math.Float64bits(b.low))
}
