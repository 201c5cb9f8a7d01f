package kernel

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func legalRequest(t *rapid.T) *Request {
	months := 12 * rapid.IntRange(1, 4).Draw(t, "years")
	values := func(name string, low, high float64) []float64 {
		return rapid.SliceOfN(rapid.Float64Range(low, high), months, months).Draw(t, name)
	}
	return &Request{
		InitialBalance: rapid.OneOf(rapid.Just(0.0), rapid.Float64Range(0, MaxAmount)).Draw(t, "initial_balance"),
		Drift:          values("drift", -1, 1),
		Volatility:     values("volatility", 0, 1),
		Flow:           values("flow", -1e4, 1e4),
		Seed:           rapid.Uint64().Draw(t, "seed"),
		FirstPath:      rapid.OneOf(rapid.Just[uint64](1<<32-5), rapid.Uint64Range(0, 1<<63-200)).Draw(t, "first_path"),
		PathCount:      rapid.Uint32Range(2, 200).Draw(t, "path_count"),
	}
}

func simulateRange(t *rapid.T, r *Request, first uint64, count uint32) *Response {
	shard := *r
	shard.FirstPath, shard.PathCount = first, count
	if faults := Validate(&shard); faults != nil {
		t.Fatal(faults)
	}
	response, err := Simulate(context.Background(), &shard)
	if err != nil {
		t.Fatal(err)
	}
	return response
}

func TestAnySplitMergesToTheSameBits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := legalRequest(t)
		cut := rapid.Uint32Range(1, r.PathCount-1).Draw(t, "cut")
		parts := []*Response{
			simulateRange(t, r, r.FirstPath, cut),
			simulateRange(t, r, r.FirstPath+uint64(cut), r.PathCount-cut),
		}
		whole := merged(r, simulateRange(t, r, r.FirstPath, r.PathCount))
		if !reflect.DeepEqual(merged(r, parts...), whole) {
			t.Fatal("two shards differ from one")
		}
		slices.Reverse(parts)
		if !reflect.DeepEqual(merged(r, parts...), whole) {
			t.Fatal("the order of shards matters")
		}
	})
}

func merged(r *Request, shards ...*Response) *Merged {
	m := NewMerged(r.Years())
	for _, shard := range shards {
		m.Add(shard)
	}
	return m
}

func TestPathsDoNotInfluenceEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := legalRequest(t)
		var alone []*Response
		for path := range uint64(r.PathCount) {
			alone = append(alone, simulateRange(t, r, r.FirstPath+path, 1))
		}
		if !reflect.DeepEqual(merged(r, alone...), merged(r, simulateRange(t, r, r.FirstPath, r.PathCount))) {
			t.Fatal("paths alone differ from paths together")
		}
	})
}

func TestNamesEveryFaultyFieldAtOnce(t *testing.T) {
	var fields []string
	for _, fault := range Validate(&Request{
		InitialBalance: math.NaN(),
		Drift:          make([]float64, 13),
		Volatility:     make([]float64, 12),
		Flow:           slices.Repeat([]float64{math.Inf(1)}, 13),
		FirstPath:      1<<63 + 1,
	}) {
		fields = append(fields, fault.Field)
	}
	want := []string{"initial_balance", "drift", "volatility", "flow", "first_path", "path_count"}
	if !slices.Equal(fields, want) {
		t.Errorf("faulty fields are %v, want %v", fields, want)
	}
}

// A context that is done after so many looks at it.
type countdown struct {
	context.Context
	looks int
}

func (c *countdown) Err() error {
	if c.looks--; c.looks < 0 {
		return context.Canceled
	}
	return nil
}

func TestStopsWhenTheContextIsDone(t *testing.T) {
	year := make([]float64, 12)
	r := &Request{Drift: year, Volatility: year, Flow: year, PathCount: 1000}
	if _, err := Simulate(&countdown{context.Background(), 2}, r); !errors.Is(err, context.Canceled) {
		t.Errorf("error is %v, want %v", err, context.Canceled)
	}
}

func FuzzBalancesLieBetweenTheEdgesOfTheirBin(f *testing.F) {
	f.Add(0.0)
	f.Add(68.0)
	f.Add(257698037760.0)
	f.Add(math.Inf(1))
	f.Fuzz(func(t *testing.T, balance float64) {
		if math.IsNaN(balance) || math.Signbit(balance) {
			t.Skip("not a balance")
		}
		bin := Bin(balance)
		if balance < LowerEdge(bin) {
			t.Errorf("%v is below bin %d", balance, bin)
		}
		if bin > 0 && bin < Bins-1 && balance >= LowerEdge(bin+1) {
			t.Errorf("%v is above bin %d", balance, bin)
		}
	})
}

func BenchmarkSimulate(b *testing.B) {
	const months, paths = 480, 1000
	r := &Request{
		InitialBalance: 150_000,
		Drift:          slices.Repeat([]float64{0.005}, months),
		Volatility:     slices.Repeat([]float64{0.06}, months),
		Flow:           slices.Repeat([]float64{-900}, months),
		Seed:           1,
		PathCount:      paths,
	}
	for b.Loop() {
		if _, err := Simulate(b.Context(), r); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/months/paths, "ns/path-month")
}
