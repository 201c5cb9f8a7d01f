package fleet

import (
	"slices"
	"sync"
	"time"
)

// gate hands out the slots of all replicas. Those who wait stand in lanes. The lane that
// was given least is served next; inside a lane it is first come, first served.
type gate struct {
	mu      sync.Mutex
	members []*member
	// Lanes in which somebody waits.
	lanes []*laneQueue
	// What the lane served last had been given: a lane that comes anew begins here.
	given time.Duration
}

// laneQueue is those who wait in one lane. Guarded by the gate's mutex.
type laneQueue struct {
	waiting []*place
	// The work that the lane was given, and what it had no use for while it was empty.
	given time.Duration
}

// place is a place in a lane.
type place struct {
	gate *gate
	lane *laneQueue
	// Any slot but one of this member; nil for any.
	than *member
	// Receives the slot.
	turn chan Slot
}

func newGate(replicas []Replica) *gate {
	g := &gate{}
	g.replace(replicas)
	return g
}

// replace makes these the replicas. One of a known name stays what it is, with what is
// known of it. Calls to those that are gone go on to their end.
func (g *gate) replace(replicas []Replica) {
	g.mu.Lock()
	defer g.mu.Unlock()
	members := make([]*member, len(replicas))
	for i, replica := range replicas {
		known := slices.IndexFunc(g.members, func(m *member) bool { return m.replica.Name == replica.Name })
		if known >= 0 {
			members[i] = g.members[known]
		} else {
			members[i] = newMember(replica)
		}
	}
	g.members = members
	g.serve()
}

// join queues for a slot, at another member than one when it is given. Whoever joins
// takes the slot from its place's turn, or leaves.
func (g *gate) join(lane *laneQueue, than *member) *place {
	g.mu.Lock()
	defer g.mu.Unlock()
	p := &place{gate: g, lane: lane, than: than, turn: make(chan Slot, 1)}
	if len(lane.waiting) == 0 {
		g.lanes = append(g.lanes, lane)
		lane.given = max(lane.given, g.given)
	}
	lane.waiting = append(lane.waiting, p)
	g.serve()
	return p
}

// leave gives up the place, or a slot that was handed over and not taken. It does nothing
// once the slot is taken.
func (p *place) leave() {
	p.gate.mu.Lock()
	defer p.gate.mu.Unlock()
	select {
	case slot := <-p.turn:
		slot.member.inFlight--
		p.gate.serve()
	default:
		p.gate.remove(p)
	}
}

// release ends the use of a slot.
func (g *gate) release(m *member, o outcome) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if pause := m.settle(o, time.Now()); pause > 0 {
		// Those who wait are served when the pause is over.
		time.AfterFunc(pause, g.wake)
	}
	g.serve()
}

func (g *gate) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.serve()
}

// charge puts work to a lane's account.
func (g *gate) charge(lane *laneQueue, work time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	lane.given += work
}

// serve hands free slots to those who wait.
func (g *gate) serve() {
	now := time.Now()
	for {
		p, m := g.next(now)
		if p == nil {
			return
		}
		m.inFlight++
		p.turn <- Slot{m}
		g.given = p.lane.given
		g.remove(p)
	}
}

// next is the place to be served next, and by whom; nil when none can be.
func (g *gate) next(now time.Time) (next *place, by *member) {
	if g.roomiest(nil, now) == nil {
		return nil, nil
	}
	for _, lane := range g.lanes {
		if next != nil && next.lane.given <= lane.given {
			continue
		}
		for _, p := range lane.waiting {
			if m := g.roomiest(p.than, now); m != nil {
				next, by = p, m
				break
			}
		}
	}
	return next, by
}

func (g *gate) remove(p *place) {
	i := slices.Index(p.lane.waiting, p)
	if i < 0 {
		return
	}
	p.lane.waiting = slices.Delete(p.lane.waiting, i, i+1)
	if len(p.lane.waiting) == 0 {
		i := slices.Index(g.lanes, p.lane)
		g.lanes = slices.Delete(g.lanes, i, i+1)
	}
}

// roomiest is the replica with most room, other than one; nil when there is no room.
func (g *gate) roomiest(than *member, now time.Time) *member {
	var best *member
	most := 0
	for _, m := range g.members {
		if room := m.room(now); m != than && room > most {
			best, most = m, room
		}
	}
	return best
}

// capacity is the number of slots of the replicas that answer.
func (g *gate) capacity() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	slots := 0
	for _, m := range g.members {
		if !m.silent {
			slots += int(m.limit)
		}
	}
	return max(slots, 1)
}

// allSilent tells whether no replica answers.
func (g *gate) allSilent() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !slices.ContainsFunc(g.members, func(m *member) bool { return !m.silent })
}
