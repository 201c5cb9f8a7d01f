package experiment

import "sync"

// background bounds the comparisons in flight.
type background struct {
	room int
	// Closed when it is closed and nothing is in flight.
	idle chan struct{}

	mu       sync.Mutex
	inFlight int
	closed   bool
}

// enter takes a place, if there is one.
func (b *background) enter() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed || b.inFlight >= b.room {
		return false
	}
	b.inFlight++
	return true
}

// leave gives the place back.
func (b *background) leave() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.inFlight--
	b.settle()
}

// close lets nobody in from now on.
func (b *background) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closed {
		b.closed = true
		b.settle()
	}
}

func (b *background) settle() {
	if b.closed && b.inFlight == 0 {
		close(b.idle)
	}
}
