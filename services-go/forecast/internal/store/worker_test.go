package store_test

import (
	"context"
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

// worker works a store's queue and tells of each run that it is handed.
type worker struct {
	handed chan string
	stop   context.CancelFunc
	ended  chan struct{}
	err    error
}

// startWorker works up to limit runs at once, until the test ends at the latest.
func startWorker(t *testing.T, s store.Store, limit int, work func(ctx context.Context, id string)) *worker {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	w := &worker{handed: make(chan string, 1000), stop: stop, ended: make(chan struct{})}
	go func() {
		defer close(w.ended)
		w.err = s.Work(ctx, limit, func(ctx context.Context, id string) {
			w.handed <- id
			work(ctx, id)
		})
	}()
	t.Cleanup(func() { w.end(t) })
	return w
}

func (w *worker) end(t *testing.T) {
	t.Helper()
	w.stop()
	wait(t, "the end of Work", w.ended)
	if w.err != nil {
		t.Errorf("Work ended with %v", w.err)
	}
}

// wait waits for what a channel tells.
func wait[T any](t *testing.T, what string, channel <-chan T) T {
	t.Helper()
	select {
	case value := <-channel:
		return value
	case <-time.After(patience):
		t.Fatalf("waited in vain for %s", what)
		panic("unreachable")
	}
}

// until waits for something that only a question to the store can tell.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	deadline := time.After(patience)
	for !holds() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// claimAndHold claims a run and holds it until the worker stops.
func claimAndHold(s store.Store) func(ctx context.Context, id string) {
	return func(ctx context.Context, id string) {
		_, _ = s.Claim(ctx, id, lease)
		<-ctx.Done()
	}
}
