package engine

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

const checkpointInterval = time.Second

// saver writes an attempt's checkpoints, each of which renews its lease: one at a time,
// at most one a second, and beside the merging, which a slow store does not hold up. It
// belongs to the goroutine of the attempt.
type saver struct {
	engine *Engine
	run    *store.Run
	// began is when the last write did.
	began time.Time
	busy  bool
	// done receives how a write ended.
	done chan error
}

func newSaver(e *Engine, run *store.Run) *saver {
	return &saver{engine: e, run: run, began: time.Now(), done: make(chan error, 1)}
}

// saveWhenDue begins to write a checkpoint, when the time has come.
func (s *saver) saveWhenDue(ctx context.Context, t *tally) {
	if s.busy || time.Since(s.began) < checkpointInterval {
		return
	}
	s.busy, s.began = true, time.Now()
	checkpoint := t.encode()
	go func() { s.done <- s.engine.save(ctx, s.run, checkpoint, leaseDuration) }()
}

// saved takes note of how a write ended, and tells whether the run is lost. After any
// other failure it goes on: the next checkpoint may succeed before the lease is out.
func (s *saver) saved(ctx context.Context, err error) (lost bool) {
	s.busy = false
	if lost = errors.Is(err, store.ErrLost); !lost && err != nil {
		slog.WarnContext(ctx, "checkpoint failed", "run", s.run.ID, "error", err)
	}
	return lost
}

// finish waits for the write that has begun.
func (s *saver) finish() {
	if s.busy {
		<-s.done
		s.busy = false
	}
}

func (e *Engine) save(
	ctx context.Context, run *store.Run, checkpoint *storagev1.Checkpoint, lease time.Duration,
) error {
	ctx, cancel := context.WithTimeout(ctx, storeTimeout)
	defer cancel()
	return e.store.Save(ctx, run.ID, run.Attempt, checkpoint, lease)
}
