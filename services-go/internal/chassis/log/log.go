// Package log writes structured logs to standard error.
package log

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

// Format is the shape of a line.
type Format string

// The shapes.
const (
	// JSON is one object a line, for machines.
	JSON Format = "json"
	// Text is for people.
	Text Format = "text"
)

// What LOG_FORMAT and LOG_LEVEL may be.
const (
	Formats = "json or text"
	Levels  = "debug, info, warn or error"
)

// ParseFormat reads LOG_FORMAT.
func ParseFormat(text string) (Format, error) {
	if format := Format(text); format == JSON || format == Text {
		return format, nil
	}
	return "", errors.New(Formats)
}

// ParseLevel reads LOG_LEVEL.
func ParseLevel(text string) (slog.Level, error) {
	switch text {
	case "debug":
		return slog.LevelDebug, nil
	case "info":
		return slog.LevelInfo, nil
	case "warn":
		return slog.LevelWarn, nil
	case "error":
		return slog.LevelError, nil
	default:
		return 0, errors.New(Levels)
	}
}

// Start makes the process log. Call once, first thing.
func Start(level slog.Level, format Format) {
	options := &slog.HandlerOptions{Level: level}
	var handler slog.Handler = slog.NewJSONHandler(os.Stderr, options)
	if format == Text {
		handler = slog.NewTextHandler(os.Stderr, options)
	}
	slog.SetDefault(slog.New(traced{handler}))
}

// traced adds the trace that a line belongs to.
type traced struct{ slog.Handler }

func (h traced) Handle(ctx context.Context, record slog.Record) error {
	if id := trace.ID(ctx); id != "" {
		record.AddAttrs(slog.String("trace_id", id))
	}
	return h.Handler.Handle(ctx, record)
}

func (h traced) WithAttrs(attrs []slog.Attr) slog.Handler { return traced{h.Handler.WithAttrs(attrs)} }

func (h traced) WithGroup(name string) slog.Handler { return traced{h.Handler.WithGroup(name)} }
