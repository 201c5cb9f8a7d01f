package store_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
)

// BenchmarkInsertToStart measures from the call that creates a run to the function that
// computes it, on an idle service.
func BenchmarkInsertToStart(b *testing.B) {
	b.Run("SQLite", func(b *testing.B) {
		s, err := store.OpenSQLite(b.Context(), b.TempDir())
		must(b, err)
		insertToStart(b, s)
	})
	b.Run("Postgres", func(b *testing.B) {
		s, err := store.OpenPostgres(b.Context(), postgrestest.New(b))
		must(b, err)
		insertToStart(b, s)
	})
}

func insertToStart(b *testing.B, s store.Store) {
	defer s.Close()
	started := make(chan time.Time)
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error)
	go func() {
		ended <- s.Work(ctx, 8, func(ctx context.Context, id string) {
			_, _ = s.Claim(ctx, id, lease)
			started <- time.Now()
		})
	}()
	created(b, s)
	<-started
	var latencies []time.Duration
	for b.Loop() {
		// A moment that has nothing to do with the queue's own rhythm.
		time.Sleep(time.Duration(len(latencies)%10) * 7 * time.Millisecond)
		start := time.Now()
		created(b, s)
		latencies = append(latencies, (<-started).Sub(start))
	}
	stop()
	<-ended
	slices.Sort(latencies)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(ms(latencies[len(latencies)/2]), "p50-ms")
	b.ReportMetric(ms(latencies[len(latencies)*99/100]), "p99-ms")
	b.ReportMetric(ms(latencies[len(latencies)-1]), "max-ms")
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
