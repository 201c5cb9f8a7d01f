package kernel

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
)

type hexBits uint64

func (h *hexBits) UnmarshalText(text []byte) error {
	value, err := strconv.ParseUint(string(text), 16, 64)
	*h = hexBits(value)
	return err
}

func (h hexBits) double() float64 { return math.Float64frombits(uint64(h)) }

type run struct {
	value  hexBits
	months int
}

func (r *run) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&r.value, &r.months})
}

func months(runs []run) []float64 {
	var values []float64
	for _, r := range runs {
		values = append(values, slices.Repeat([]float64{r.value.double()}, r.months)...)
	}
	return values
}

type vector struct {
	Name            string
	InitialBalance  hexBits `json:"initial_balance"`
	Drift           []run
	Volatility      []run
	Flow            []run
	Seed            hexBits
	FirstPath       uint64     `json:"first_path,string"`
	PathCount       uint32     `json:"path_count"`
	FirstPathFinal  hexBits    `json:"first_path_final"`
	FirstPathLowest hexBits    `json:"first_path_lowest"`
	DepletedPaths   uint32     `json:"depleted_paths"`
	Checksum        hexBits    `json:"checksum"`
	Years           [][][2]int `json:"years"`
}

func readJSON(t *testing.T, file string, into any) {
	t.Helper()
	text, err := os.ReadFile("../../../tests/conformance/" + file)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

func TestEveryVector(t *testing.T) {
	var vectors []vector
	readJSON(t, "vectors.json", &vectors)
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) { checkVector(t, &v) })
	}
}

func checkVector(t *testing.T, v *vector) {
	request := &Request{
		InitialBalance: v.InitialBalance.double(),
		Drift:          months(v.Drift),
		Volatility:     months(v.Volatility),
		Flow:           months(v.Flow),
		Seed:           uint64(v.Seed),
		FirstPath:      v.FirstPath,
		PathCount:      v.PathCount,
	}
	if faults := Validate(request); faults != nil {
		t.Fatal(faults)
	}
	final, lowest := TracePath(request, v.FirstPath)
	response, err := Simulate(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	counts := make([]uint32, len(v.Years)*Bins)
	for year, bins := range v.Years {
		for _, bin := range bins {
			counts[year*Bins+bin[0]] = uint32(bin[1])
		}
	}
	equal(t, "first_path_final", math.Float64bits(final), uint64(v.FirstPathFinal))
	equal(t, "first_path_lowest", math.Float64bits(lowest), uint64(v.FirstPathLowest))
	equal(t, "depleted_paths", response.DepletedPaths, v.DepletedPaths)
	equal(t, "checksum", response.Checksum, uint64(v.Checksum))
	if !slices.Equal(response.Counts, counts) {
		t.Error("years differ")
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, want %v", what, any(got), any(want))
	}
}

func TestEveryDraw(t *testing.T) {
	var draws struct{ Normal, Exp2 [][2]hexBits }
	readJSON(t, "draws.json", &draws)
	for _, draw := range draws.Normal {
		equal(t, fmt.Sprintf("normal of %08x", draw[0]), math.Float64bits(normal(uint32(draw[0]))), uint64(draw[1]))
	}
	for _, draw := range draws.Exp2 {
		equal(t, fmt.Sprintf("exp2 of %016x", draw[0]), math.Float64bits(exp2(draw[0].double())), uint64(draw[1]))
	}
}

// From Random123's kat_vectors.
func TestPublishedPhiloxAnswers(t *testing.T) {
	for _, known := range []struct{ in, out [6]uint32 }{
		{in: [6]uint32{}, out: [6]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{
			in:  [6]uint32{math.MaxUint32, math.MaxUint32, math.MaxUint32, math.MaxUint32, math.MaxUint32, math.MaxUint32},
			out: [6]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
		},
		{
			in:  [6]uint32{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0},
			out: [6]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1},
		},
	} {
		a, b, c, d := philox(known.in[0], known.in[1], known.in[2], known.in[3], known.in[4], known.in[5])
		equal(t, "philox", [6]uint32{a, b, c, d}, known.out)
	}
}
