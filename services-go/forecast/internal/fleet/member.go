package fleet

import (
	"math"
	"time"
)

const (
	// Shards at once that a replica is trusted with at first.
	initialLimit = 2
	maxLimit     = 256
	// Shards that should wait at a replica, so that its threads always have work: the limit
	// stays where it is when the estimate is between these.
	leastWaiting, mostWaiting = 0.5, 1.5
	// A refusal takes this share of the limit away.
	refusalCut = 0.3
	// Pause after a refusal that asks for none, and the longest that is granted.
	defaultRefusalPause = 20 * time.Millisecond
	maxRefusalPause     = 10 * time.Second
	// A replica that does not answer is left alone for this long, doubling.
	firstPause = 50 * time.Millisecond
	lastPause  = time.Second
)

// member is a replica and what is known of it. It gets as many shards at once as it has
// threads, and one that waits there, since those that wait here can still go elsewhere, and
// other runs' before them. How many wait there is estimated from the time that answers
// take beyond their computation and the way (as in TCP Vegas): the limit rises by one for
// every round of answers while none waits, and falls by as many as wait for nothing; and it
// falls by a share with a refusal. No I/O and no clock; the gate's mutex guards it.
type member struct {
	replica Replica
	// limit is 1 to maxLimit. It rises only while it is used to the full: a limit that was
	// not tried says nothing.
	limit    float64
	inFlight int
	// The least time that an answer took beyond its computation: the way there and back.
	way time.Duration
	// The replica gets nothing before this time.
	pausedUntil time.Time
	// pause is the next pause for not answering.
	pause time.Duration
	// silent: the last call brought no answer. One shard at a time finds out whether the
	// replica is back.
	silent bool
}

// outcome is how a call went.
type outcome struct {
	kind outcomeKind
	// Time of an answered call, and how much of it the replica computed.
	took, computing time.Duration
	// The pause that a refusal asks for, or 0.
	pause time.Duration
}

type outcomeKind int

const (
	answered outcomeKind = iota
	// refused: the replica is full.
	refused
	// silent: the replica cannot be reached, or its answer came too late.
	silent
	// neither good nor bad news of the replica.
	neither
)

func newMember(replica Replica) *member {
	return &member{replica: replica, limit: initialLimit, way: math.MaxInt64, pause: firstPause}
}

// room is the number of shards that the replica can be sent now.
func (m *member) room(now time.Time) int {
	switch {
	case m.paused(now):
		return 0
	case m.silent:
		return 1 - m.inFlight
	default:
		return int(m.limit) - m.inFlight
	}
}

func (m *member) paused(now time.Time) bool { return now.Before(m.pausedUntil) }

// settle ends a call. It returns the pause that begins with it, or 0. Bad news during a
// pause is old: the call was sent before.
func (m *member) settle(o outcome, now time.Time) time.Duration {
	inFlight := m.inFlight
	m.inFlight--
	switch {
	case o.kind == answered:
		m.silent, m.pause = false, firstPause
		m.adjust(inFlight, o)
	case m.paused(now):
	case o.kind == refused:
		m.silent = false
		m.limit = max(m.limit*(1-refusalCut), 1)
		if o.pause <= 0 {
			o.pause = defaultRefusalPause
		}
		return m.stop(min(o.pause, maxRefusalPause), now)
	case o.kind == silent:
		m.silent = true
		pause := m.pause
		m.pause = min(2*m.pause, lastPause)
		return m.stop(pause, now)
	}
	return 0
}

// adjust moves the limit after one of so many shards was answered.
func (m *member) adjust(inFlight int, o outcome) {
	beyond := max(o.took-o.computing, 0)
	m.way = min(m.way, beyond)
	// Little's law.
	waiting := float64(inFlight) * float64(beyond-m.way) / float64(max(o.took, 1))
	switch full := inFlight >= int(m.limit); {
	case full && waiting < leastWaiting:
		m.limit = min(m.limit+1/m.limit, maxLimit)
	case waiting > mostWaiting:
		m.limit = max(m.limit-(waiting-mostWaiting)/m.limit, 1)
	}
}

func (m *member) stop(pause time.Duration, now time.Time) time.Duration {
	m.pausedUntil = now.Add(pause)
	return pause
}
