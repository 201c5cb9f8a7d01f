// Command conformance runs conformance cases through the Go kernel: cases in, answers
// out, one JSON object a line. The protocol is described in tests/conformance/README.md.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"strconv"
	"time"

	"github.com/trivium/trivium/services-go/internal/kernel"
)

// The longest case: 1,200 runs of three fields, and some room.
const maxLineBytes = 1 << 20

// hexBits is a double or an integer as sixteen hexadecimal digits.
type hexBits uint64

func (h *hexBits) UnmarshalText(text []byte) error {
	value, err := strconv.ParseUint(string(text), 16, 64)
	*h = hexBits(value)
	return err
}

func (h hexBits) MarshalText() ([]byte, error) { return fmt.Appendf(nil, "%016x", uint64(h)), nil }

func (h hexBits) double() float64 { return math.Float64frombits(uint64(h)) }

func bitsOf(value float64) hexBits { return hexBits(math.Float64bits(value)) }

// runLength is a value for a number of months, written as a pair.
type runLength struct {
	value  hexBits
	months int
}

func (r *runLength) UnmarshalJSON(text []byte) error {
	return json.Unmarshal(text, &[]any{&r.value, &r.months})
}

func expand(runs []runLength) []float64 {
	var values []float64
	for _, run := range runs {
		for range run.months {
			values = append(values, run.value.double())
		}
	}
	return values
}

type testCase struct {
	Name           string      `json:"name"`
	InitialBalance hexBits     `json:"initial_balance"`
	Drift          []runLength `json:"drift"`
	Volatility     []runLength `json:"volatility"`
	Flow           []runLength `json:"flow"`
	Seed           hexBits     `json:"seed"`
	FirstPath      uint64      `json:"first_path,string"`
	PathCount      uint32      `json:"path_count"`
}

type answer struct {
	Name            string     `json:"name"`
	FirstPathFinal  hexBits    `json:"first_path_final"`
	FirstPathLowest hexBits    `json:"first_path_lowest"`
	DepletedPaths   uint32     `json:"depleted_paths"`
	Checksum        hexBits    `json:"checksum"`
	Years           [][][2]int `json:"years"`
	// Nanos is the time that the kernel took.
	Nanos int64 `json:"nanos"`
}

type refusal struct {
	Name  string  `json:"name"`
	Error []fault `json:"error"`
}

type fault struct {
	Field       string `json:"field"`
	Description string `json:"description"`
}

func main() {
	if err := answerAll(os.Stdin, os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func answerAll(in io.Reader, out io.Writer) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLineBytes)
	answers := json.NewEncoder(out)
	for lines.Scan() {
		var c testCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return err
		}
		if err := answers.Encode(answerTo(&c)); err != nil {
			return err
		}
	}
	return lines.Err()
}

func answerTo(c *testCase) any {
	request := &kernel.Request{
		InitialBalance: c.InitialBalance.double(),
		Drift:          expand(c.Drift),
		Volatility:     expand(c.Volatility),
		Flow:           expand(c.Flow),
		Seed:           uint64(c.Seed),
		FirstPath:      c.FirstPath,
		PathCount:      c.PathCount,
	}
	if faults := kernel.Validate(request); faults != nil {
		return refuse(c.Name, faults)
	}
	final, lowest := kernel.TracePath(request, c.FirstPath)
	start := time.Now()
	response, err := kernel.Simulate(context.Background(), request)
	nanos := time.Since(start).Nanoseconds()
	if err != nil {
		log.Fatal(err)
	}
	return answer{
		Name:            c.Name,
		FirstPathFinal:  bitsOf(final),
		FirstPathLowest: bitsOf(lowest),
		DepletedPaths:   response.DepletedPaths,
		Checksum:        hexBits(response.Checksum),
		Years:           occupiedBins(response.Counts),
		Nanos:           nanos,
	}
}

func refuse(name string, faults []kernel.FieldError) refusal {
	r := refusal{Name: name}
	for _, f := range faults {
		r.Error = append(r.Error, fault(f))
	}
	return r
}

func occupiedBins(counts []uint32) [][][2]int {
	years := make([][][2]int, len(counts)/kernel.Bins)
	for i, count := range counts {
		if count > 0 {
			year := i / kernel.Bins
			years[year] = append(years[year], [2]int{i % kernel.Bins, int(count)})
		}
	}
	return years
}
