package experiment_test

import (
	"context"
	"log/slog"
	"testing"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// What an experiment adds to a call: time and allocations, beside the control called alone.
// The sides do nothing, so that all that is measured is the experiment.

func BenchmarkDirect(b *testing.B) {
	control := newSide("go-1")
	q := seeded(0)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := control.call(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDoOff(b *testing.B) { benchmark(b, rolloutv1.Stage_STAGE_OFF, 0, nil) }

func BenchmarkDoShadowUnsampled(b *testing.B) { benchmark(b, rolloutv1.Stage_STAGE_SHADOW, 0, nil) }

// Calls that follow each other without a pause leave the background behind: most comparisons
// are dropped, as compared/op shows.
func BenchmarkDoShadowCompared(b *testing.B) { benchmark(b, rolloutv1.Stage_STAGE_SHADOW, 10000, nil) }

func BenchmarkDoShadowHanging(b *testing.B) {
	benchmark(b, rolloutv1.Stage_STAGE_SHADOW, 10000, func(ctx context.Context, _ request) (response, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
}

func BenchmarkDoReversed(b *testing.B) { benchmark(b, rolloutv1.Stage_STAGE_REVERSED, 100, nil) }

// A request of some size, such as a schedule of 30 years by month: 9 kB, copied or not.
func BenchmarkDoReversedLarge(b *testing.B) {
	b.Run("copied", func(b *testing.B) { benchmarkLarge(b, false) })
	b.Run("read-only", func(b *testing.B) { benchmarkLarge(b, true) })
}

func benchmarkLarge(b *testing.B, readOnly bool) {
	right := answer("go-1")
	control := func(context.Context, *rolloutv1.Latencies) (response, error) { return right, nil }
	none, counts := uint32(0), make([]uint64, 1080)
	x, err := experiment.New(experiment.Options[*rolloutv1.Latencies, response]{
		Name: "large", Control: control, Candidate: control, Key: func(*rolloutv1.Latencies) uint64 { return 0 },
		Store: memstore.New(), Initial: rolloutv1.Stage_STAGE_REVERSED, InitialBasisPoints: &none,
		Logger: slog.New(slog.DiscardHandler), NoSideEffects: true, ReadOnlyRequests: readOnly,
	})
	if err != nil {
		b.Fatal(err)
	}
	if err := x.Load(b.Context()); err != nil {
		b.Fatal(err)
	}
	q := &rolloutv1.Latencies{Counts: counts}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Do(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDoRetired(b *testing.B) { benchmark(b, rolloutv1.Stage_STAGE_RETIRED, 0, nil) }

func benchmark(b *testing.B, stage rolloutv1.Stage, basisPoints uint32, candidate function) {
	control, other := newSide("go-1"), newSide("rust-1")
	if candidate != nil {
		other.does(candidate)
	}
	o := options(memstore.New(), control, other)
	o.Initial, o.PollInterval, o.FlushInterval = stage, 0, 0
	if basisPoints > 0 || stage == rolloutv1.Stage_STAGE_SHADOW {
		o.InitialBasisPoints = &basisPoints
	}
	// Sides that do nothing are beyond every limit of time.
	o.Limits = budget.Limits{LatencyFactor: 1e9, ErrorExcess: 1}
	x, err := experiment.New(o)
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); x.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	if err := x.Load(ctx); err != nil {
		b.Fatal(err)
	}
	requests := make([]request, 1<<10)
	for i := range requests {
		requests[i] = seeded(uint64(i))
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, err := x.Do(ctx, requests[i%len(requests)]); err != nil {
			b.Fatal(err)
		}
	}
	view, err := x.View(ctx)
	if err != nil || view.GetState().GetStage() != stage {
		b.Fatalf("the stage is %v, %v", view.GetState(), err)
	}
	b.ReportMetric(float64(view.GetEvidence().GetCompared())/float64(b.N), "compared/op")
}
