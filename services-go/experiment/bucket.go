package experiment

import "github.com/trivium/trivium/services-go/experiment/stage"

// StringKey makes a key of a text, such as the id of a user. FNV-1a.
func StringKey(text string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	hash := uint64(offset)
	for i := range len(text) {
		hash = (hash ^ uint64(text[i])) * prime
	}
	return hash
}

// bucketOf is the bucket of a key, 0 .. 9999, in an experiment: the same for ever, and another
// in another experiment. A share p of the calls are those of the buckets below p, so that a
// greater one keeps all that a smaller one has.
func bucketOf(salt, key uint64) uint32 { return uint32(mix(key^salt) % stage.MaxBasisPoints) }

// mix spreads keys that are close to each other. The finalizer of SplitMix64 (Steele, Lea and
// Flood, Fast splittable pseudorandom number generators, 2014).
func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
