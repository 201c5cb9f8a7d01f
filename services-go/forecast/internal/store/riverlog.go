package store

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// riverLog leaves out what River says of its everyday life, and lets it complain of one
// thing once a second: while the database is away, River asks for jobs all the time.
type riverLog struct {
	slog.Handler
	said *said
}

type said struct {
	mu   sync.Mutex
	last map[string]time.Time
}

func newRiverLog(handler slog.Handler) *slog.Logger {
	return slog.New(riverLog{handler, &said{last: map[string]time.Time{}}})
}

func (l riverLog) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && l.Handler.Enabled(ctx, level)
}

func (l riverLog) Handle(ctx context.Context, record slog.Record) error {
	if l.said.recently(record.Message, record.Time) {
		return nil
	}
	return l.Handler.Handle(ctx, record)
}

func (l riverLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return riverLog{l.Handler.WithAttrs(attrs), l.said}
}

func (l riverLog) WithGroup(name string) slog.Handler {
	return riverLog{l.Handler.WithGroup(name), l.said}
}

// recently tells whether a message was let through within the last second, and lets it
// through if not. Messages are constants of River, so there are few.
func (s *said) recently(message string, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if now.Sub(s.last[message]) < time.Second {
		return true
	}
	s.last[message] = now
	return false
}
