package experiment

import (
	"context"
	"sync"
	"time"
)

// deadline is a context with a deadline of its own, like that of context.WithDeadline. It costs
// one allocation; the timer and all that belongs to it are made when somebody waits.
type deadline struct {
	context.Context
	at time.Time

	mu    sync.Mutex
	ended bool
	// The context that somebody waits for; nil until then.
	waited context.Context
	cancel context.CancelFunc
}

// withDeadline makes a context that ends at a time, when its parent does, or by end.
func withDeadline(parent context.Context, at time.Time) *deadline {
	if sooner, ok := parent.Deadline(); ok && sooner.Before(at) {
		at = sooner
	}
	return &deadline{Context: parent, at: at}
}

func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	if d.cancel != nil {
		d.cancel()
	}
}

// Deadline implements [context.Context].
func (d *deadline) Deadline() (time.Time, bool) { return d.at, true }

// Done implements [context.Context].
func (d *deadline) Done() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waited == nil {
		d.waited, d.cancel = context.WithDeadline(d.Context, d.at)
		if d.ended {
			d.cancel()
		}
	}
	return d.waited.Done()
}

// Err implements [context.Context].
func (d *deadline) Err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.waited != nil:
		return d.waited.Err()
	case d.Context.Err() != nil:
		return d.Context.Err()
	case !time.Now().Before(d.at):
		return context.DeadlineExceeded
	case d.ended:
		return context.Canceled
	default:
		return nil
	}
}

// Value implements [context.Context]. The context that is waited for answers, so that those
// derived from this one find it, and need no goroutine to follow it.
func (d *deadline) Value(key any) any {
	d.mu.Lock()
	waited := d.waited
	d.mu.Unlock()
	if waited != nil {
		return waited.Value(key)
	}
	return d.Context.Value(key)
}
