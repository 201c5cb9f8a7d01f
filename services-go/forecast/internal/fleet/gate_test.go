package fleet

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"
)

func TestGivingUpReturnsTheSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newFleet(newScript("only").replica())
		done, cancel := context.WithCancel(t.Context())
		cancel()
		for range 100 {
			if _, err := f.Lane().Acquire(done); err == nil {
				t.Fatal("a slot for a caller that has gone")
			}
			// A slot that was handed over at the moment of leaving.
			lane := f.Lane()
			f.gate.join(&lane.queue, nil).leave()
		}
		for range initialLimit {
			if _, err := f.Lane().Acquire(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := f.Lane().Acquire(ctx); err == nil {
			t.Error("a slot more than the limit")
		}
		f.gate.mu.Lock()
		defer f.gate.mu.Unlock()
		if len(f.gate.lanes) != 0 {
			t.Error("who has left still waits")
		}
	})
}

// Whatever happens, no replica has more shards than it may have, and nobody waits while
// there is room.
func TestSlotsAreNeitherLostNorInvented(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		// A bare TB, because a bubble has no deadline to ask for.
		rapid.Check(struct{ testing.TB }{t}, func(t *rapid.T) {
			names := []string{"a", "b", "c"}
			var replicas []Replica
			for _, name := range names {
				replicas = append(replicas, Replica{Name: name})
			}
			g := newGate(replicas)
			lanes := []*laneQueue{{}, {}, {}}
			var waiting []*place
			var held []*member
			t.Repeat(map[string]func(*rapid.T){
				"join": func(t *rapid.T) {
					var than *member
					if rapid.Bool().Draw(t, "hedge") && len(held) > 0 {
						than = held[0]
					}
					waiting = append(waiting, g.join(rapid.SampledFrom(lanes).Draw(t, "lane"), than))
				},
				"leave": func(t *rapid.T) {
					if len(waiting) > 0 {
						i := rapid.IntRange(0, len(waiting)-1).Draw(t, "place")
						waiting[i].leave()
						waiting = slices.Delete(waiting, i, i+1)
					}
				},
				"take": func(*rapid.T) {
					waiting = slices.DeleteFunc(waiting, func(p *place) bool {
						select {
						case slot := <-p.turn:
							held = append(held, slot.member)
							return true
						default:
							return false
						}
					})
				},
				"release": func(t *rapid.T) {
					if len(held) > 0 {
						i := rapid.IntRange(0, len(held)-1).Draw(t, "slot")
						kind := outcomeKind(rapid.IntRange(int(answered), int(neither)).Draw(t, "outcome"))
						g.release(held[i], outcome{kind: kind})
						held = slices.Delete(held, i, i+1)
					}
				},
				"replace": func(t *rapid.T) {
					some := rapid.SliceOfDistinct(rapid.SampledFrom(replicas), func(r Replica) string { return r.Name })
					g.replace(some.Draw(t, "replicas"))
				},
				"pass time": func(t *rapid.T) {
					time.Sleep(time.Duration(rapid.IntRange(1, 2000).Draw(t, "ms")) * time.Millisecond)
				},
				"": func(t *rapid.T) { checkGate(t, g, waiting, held) },
			})
		})
	})
}

func checkGate(t *rapid.T, g *gate, waiting []*place, held []*member) {
	g.mu.Lock()
	defer g.mu.Unlock()
	inFlight := map[*member]int{}
	for _, m := range held {
		inFlight[m]++
	}
	for _, p := range waiting {
		select {
		case slot := <-p.turn:
			inFlight[slot.member]++
			p.turn <- slot
		default:
			if m := g.roomiest(p.than, time.Now()); m != nil {
				t.Fatalf("somebody waits while %s has room", m.replica.Name)
			}
		}
	}
	for _, m := range g.members {
		if m.inFlight != inFlight[m] {
			t.Fatalf("%s has %d shards, and the gate believes %d", m.replica.Name, inFlight[m], m.inFlight)
		}
		if m.limit < 1 || m.limit > maxLimit {
			t.Fatalf("%s has the limit %v", m.replica.Name, m.limit)
		}
	}
}
