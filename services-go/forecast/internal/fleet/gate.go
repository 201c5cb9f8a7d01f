package fleet

import (
	"container/list"
	"context"
	"slices"
	"sync"
	"time"
)

const (
	// Shards at once that a replica is trusted with at first.
	initialLimit = 2
	maxLimit     = 256
	// A refusal takes this share of the limit away.
	refusalCut = 0.3
	// A replica that cannot be reached is left alone for this long, doubling.
	firstBreak = 50 * time.Millisecond
	lastBreak  = time.Second
)

// gate hands out slots: each replica takes as many shards at once as it has shown it
// can. The limit rises by one for every round of answers that did not have to wait, and
// falls with every refusal (additive increase, multiplicative decrease).
type gate struct {
	mu      sync.Mutex
	members []*member
	// Callers that wait, first come, first served: values are chan *member.
	waiting *list.List
	now     func() time.Time
}

// member is a replica and what is known of it. Guarded by the gate's mutex.
type member struct {
	replica  Replica
	limit    float64
	inFlight int
	// The replica gets nothing before this time.
	pausedUntil time.Time
	pause       time.Duration
	// The last call did not reach the replica.
	down bool
}

type outcomeKind int

const (
	answered outcomeKind = iota
	refused
	unreachable
	neither
)

type outcome struct {
	kind outcomeKind
	// The answer took much longer than its computation: the replica is full.
	waited bool
}

func newGate(replicas []Replica) *gate {
	g := &gate{waiting: list.New(), now: time.Now}
	for _, replica := range replicas {
		g.members = append(g.members, &member{replica: replica, limit: initialLimit, pause: firstBreak})
	}
	return g
}

func (g *gate) acquire(ctx context.Context) (*member, error) {
	g.mu.Lock()
	if g.waiting.Len() == 0 {
		if m := g.free(nil); m != nil {
			m.inFlight++
			g.mu.Unlock()
			return m, ctx.Err()
		}
	}
	turn := make(chan *member, 1)
	place := g.waiting.PushBack(turn)
	g.mu.Unlock()
	select {
	case m := <-turn:
		return m, nil
	case <-ctx.Done():
		g.leave(place, turn)
		return nil, ctx.Err()
	}
}

// leave gives up a place in the queue, and a slot that was handed over meanwhile.
func (g *gate) leave(place *list.Element, turn chan *member) {
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case m := <-turn:
		m.inFlight--
		g.serve()
	default:
		g.waiting.Remove(place)
	}
}

// tryOther takes a slot at another replica than the given one, if one is free.
func (g *gate) tryOther(than *member) (*member, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	m := g.free(than)
	if m == nil {
		return nil, false
	}
	m.inFlight++
	return m, true
}

func (g *gate) release(m *member, o outcome) {
	g.mu.Lock()
	defer g.mu.Unlock()
	m.inFlight--
	m.down = o.kind == unreachable || (m.down && o.kind == neither)
	switch o.kind {
	case answered:
		m.pause = firstBreak
		if !o.waited {
			m.limit = min(m.limit+1/m.limit, maxLimit)
		}
	case refused:
		m.limit = max(m.limit*(1-refusalCut), 1)
	case unreachable:
		m.pausedUntil = g.now().Add(m.pause)
		// Callers that wait are served when the pause is over.
		time.AfterFunc(m.pause, g.wake)
		m.pause = min(2*m.pause, lastBreak)
	case neither:
	}
	g.serve()
}

func (g *gate) wake() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.serve()
}

// serve hands free slots to those who wait.
func (g *gate) serve() {
	for g.waiting.Len() > 0 {
		m := g.free(nil)
		if m == nil {
			return
		}
		m.inFlight++
		turn, _ := g.waiting.Remove(g.waiting.Front()).(chan *member)
		turn <- m
	}
}

// free is the replica with most room, other than one; nil when there is no room.
func (g *gate) free(other *member) *member {
	var best *member
	now := g.now()
	for _, m := range g.members {
		if m == other || m.room() <= 0 || now.Before(m.pausedUntil) {
			continue
		}
		if best == nil || m.room() > best.room() {
			best = m
		}
	}
	return best
}

func (m *member) room() int { return int(m.limit) - m.inFlight }

// capacity is the number of slots of the replicas that can be reached.
func (g *gate) capacity() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	slots, now := 0, g.now()
	for _, m := range g.members {
		if !now.Before(m.pausedUntil) {
			slots += int(m.limit)
		}
	}
	return max(slots, 1)
}

// allDown tells whether no replica can be reached.
func (g *gate) allDown() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !slices.ContainsFunc(g.members, func(m *member) bool { return !m.down })
}
