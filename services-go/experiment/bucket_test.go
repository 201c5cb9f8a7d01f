package experiment

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/experiment/stage"
)

// A greater share keeps every key that a smaller one has.
func TestSharesAreMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		salt, key := rapid.Uint64().Draw(t, "salt"), rapid.Uint64().Draw(t, "key")
		small := rapid.Uint32Range(0, stage.MaxBasisPoints).Draw(t, "small")
		great := rapid.Uint32Range(small, stage.MaxBasisPoints).Draw(t, "great")
		bucket := bucketOf(salt, key)
		if bucket != bucketOf(salt, key) {
			t.Fatal("the bucket changes")
		}
		if bucket >= stage.MaxBasisPoints {
			t.Fatalf("bucket %d", bucket)
		}
		if bucket < small && bucket >= great {
			t.Fatalf("a share of %d has the key, one of %d has not", small, great)
		}
	})
}

// A key's bucket must stay what it is for ever: callers would change sides.
func TestBucketsArePinned(t *testing.T) {
	for key, want := range map[string]uint32{"": 6831, "alice": 6087, "bob": 4383} {
		if got := bucketOf(StringKey("solve"), StringKey(key)); got != want {
			t.Errorf("the bucket of %q is %d, not %d", key, got, want)
		}
	}
}

func TestSharesAreWhatTheySay(t *testing.T) {
	const keys = 100_000
	for _, share := range []uint32{0, 100, 1000, 5000, 10000} {
		inside := 0
		for key := range uint64(keys) {
			if bucketOf(1, key) < share {
				inside++
			}
		}
		if want := int(share) * keys / stage.MaxBasisPoints; inside < want-want/10 || inside > want+want/10 {
			t.Errorf("%d of %d keys are in a share of %d basis points", inside, keys, share)
		}
	}
}
