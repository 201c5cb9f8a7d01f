package budget

import (
	"math"
	"math/rand/v2"
	"testing"
)

// alarms is how many of many rollouts, whose calls show something with a true share, ever find
// what is not true: looking after every call.
func alarms(t *testing.T, share float64, wrong func(c count) bool) (rate float64) {
	t.Helper()
	const rollouts, calls = 1000, 1000
	random := rand.New(rand.NewPCG(1, uint64(share*1e6)))
	found := 0
	for range rollouts {
		c := count{}
		for range calls {
			c.calls++
			if random.Float64() < share {
				c.hits++
			}
			if wrong(c) {
				found++
				break
			}
		}
	}
	return float64(found) / rollouts
}

func TestBoundsHoldHoweverOftenOneLooks(t *testing.T) {
	const chance = 0.05
	certainty := math.Log(1 / chance)
	for _, share := range []float64{0.01, 0.1, 0.5} {
		above := alarms(t, share, func(c count) bool { return c.above(share, certainty) })
		below := alarms(t, share, func(c count) bool { return c.below(share, certainty) })
		if above+below > chance {
			t.Errorf("share %v: %v are found above, %v below; %v together may be", share, above, below, chance)
		}
		if above+below == 0 {
			t.Errorf("share %v: no alarm at all: the bounds are too wide to find anything", share)
		}
	}
}

// One certainly exceeds another when it is further away than chance would have it.
func TestOneShareExceedsAnother(t *testing.T) {
	cases := []struct {
		name               string
		control, candidate count
		want               bool
	}{
		{"nothing", count{}, count{}, false},
		{"nothing of the control", count{}, count{100, 100}, false},
		{"nothing of the candidate", count{0, 100}, count{}, false},
		{"few calls", count{0, 10}, count{10, 10}, false},
		{"many calls", count{0, 30}, count{30, 30}, true},
		{"the other way round", count{30, 30}, count{0, 30}, false},
		{"equal shares", count{500, 1000}, count{500, 1000}, false},
		{"a little more", count{500, 1000}, count{550, 1000}, false},
		{"a little more of very many calls", count{500_000, 1_000_000}, count{550_000, 1_000_000}, true},
		{"as much more as may be", count{0, 1_000_000}, count{10_000, 1_000_000}, false},
	}
	for _, c := range cases {
		if exceeds(c.control, c.candidate, 0.01, math.Log(1e6)) != c.want {
			t.Errorf("%s: not %v", c.name, c.want)
		}
	}
}
