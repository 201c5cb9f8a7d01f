package store_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestRiverComplainsOnceASecond(t *testing.T) {
	var lines bytes.Buffer
	handler := store.NewRiverLog(slog.NewTextHandler(&lines, nil)).With("queue", "default").Handler()
	start := time.Now()
	say := func(after time.Duration, level slog.Level, message string) {
		if handler.Enabled(context.Background(), level) {
			must(t, handler.Handle(context.Background(), slog.NewRecord(start.Add(after), level, message, 0)))
		}
	}
	say(0, slog.LevelInfo, "works")
	say(0, slog.LevelError, "cannot fetch")
	say(10*time.Millisecond, slog.LevelError, "cannot fetch")
	say(20*time.Millisecond, slog.LevelWarn, "cannot listen")
	say(time.Second, slog.LevelError, "cannot fetch")
	have := lines.String()
	if strings.Contains(have, "works") || strings.Count(have, "cannot fetch") != 2 || strings.Count(have, "cannot listen") != 1 {
		t.Errorf("the log says\n%s", have)
	}
}
