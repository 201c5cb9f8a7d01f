package log_test

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trivium/trivium/services-go/internal/chassis/log"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
	id     = "0af7651916cd43dd8448eb211c80319c"
)

// logged is what a process that logs like this writes on standard error.
func logged(t *testing.T, level slog.Level, format log.Format, say func()) string {
	t.Helper()
	file, err := os.Create(filepath.Join(t.TempDir(), "stderr"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	stderr, logger := os.Stderr, slog.Default()
	os.Stderr = file
	defer func() { os.Stderr = stderr; slog.SetDefault(logger) }()
	log.Start(level, format)
	say()
	lines, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(lines)
}

func TestALineNamesItsTrace(t *testing.T) {
	line := logged(t, slog.LevelInfo, log.JSON, func() {
		slog.With("service", "forecast").InfoContext(trace.With(t.Context(), parent), "run started", "attempt", 2)
	})
	var have map[string]any
	if err := json.Unmarshal([]byte(line), &have); err != nil {
		t.Fatalf("%v: %s", err, line)
	}
	for key, want := range map[string]any{
		"level": "INFO", "msg": "run started", "trace_id": id, "service": "forecast", "attempt": 2.0,
	} {
		if have[key] != want {
			t.Errorf("%s is %v, want %v", key, have[key], want)
		}
	}
}

func TestALineWithoutATraceNamesNone(t *testing.T) {
	if line := logged(t, slog.LevelInfo, log.Text, func() { slog.Info("ready") }); strings.Contains(line, "trace_id") {
		t.Error(line)
	}
}

func TestOnlyWhatIsSevereEnoughIsLogged(t *testing.T) {
	lines := logged(t, slog.LevelWarn, log.Text, func() {
		slog.Info("works")
		slog.Warn("limps")
	})
	if strings.Contains(lines, "works") || !strings.Contains(lines, "level=WARN msg=limps") {
		t.Error(lines)
	}
}

func TestLevelsAndFormatsAreReadByTheirNames(t *testing.T) {
	for text, want := range map[string]slog.Level{
		"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError,
	} {
		if have, err := log.ParseLevel(text); err != nil || have != want {
			t.Errorf("%s is %v, %v", text, have, err)
		}
	}
	for _, text := range []string{"", "loud", "info+2", "4"} {
		if _, err := log.ParseLevel(text); err == nil {
			t.Errorf("%q is taken for a level", text)
		}
	}
	for _, format := range []log.Format{log.JSON, log.Text} {
		if have, err := log.ParseFormat(string(format)); err != nil || have != format {
			t.Errorf("%s is %v, %v", format, have, err)
		}
	}
	if _, err := log.ParseFormat("xml"); err == nil {
		t.Error("xml is taken for a format")
	}
}
