package summary

import (
	"encoding/json"
	"os"
	"reflect"
	"testing"

	"github.com/trivium/trivium/services-go/internal/kernel"
)

type knownAnswer struct {
	Name          string        `json:"name"`
	Paths         uint64        `json:"paths"`
	DepletedPaths uint64        `json:"depleted_paths"`
	Years         [][][2]uint64 `json:"years"`
	Success       [3]float64    `json:"success"`
	Percentiles   [][5]float64  `json:"percentiles"`
	Depleted      []float64     `json:"depleted"`
}

func TestKnownAnswers(t *testing.T) {
	text, err := os.ReadFile("../../../../tests/conformance/summary.json")
	if err != nil {
		t.Fatal(err)
	}
	var answers []knownAnswer
	if err := json.Unmarshal(text, &answers); err != nil {
		t.Fatal(err)
	}
	for _, known := range answers {
		counts := make([]uint64, len(known.Years)*kernel.Bins)
		for year, bins := range known.Years {
			for _, bin := range bins {
				counts[year*kernel.Bins+int(bin[0])] = bin[1]
			}
		}
		got := Summarize(counts, known.Paths, known.DepletedPaths)
		want := Summary{Success: Probability{known.Success[0], known.Success[1], known.Success[2]}}
		for i, p := range known.Percentiles {
			want.Years = append(want.Years, Year{p[0], p[1], p[2], p[3], p[4], known.Depleted[i]})
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", known.Name, got, want)
		}
	}
}
