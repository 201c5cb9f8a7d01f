package fleet

import (
	"maps"
	"testing"
	"testing/synctest"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func TestCountsShardsFailuresAndHedges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		registry := prometheus.NewRegistry()
		first, second := newScript("first"), newScript("second")
		f := New([]Replica{first.replica(), second.replica()}, NewMetrics(registry))
		shard := compute(t.Context(), f.Lane(), 0)
		// The first fails, the next is late, its hedge answers.
		(<-first.calls).answer(nil, status.Error(codes.Aborted, "planted"))
		<-first.calls
		(<-second.calls).answer(right(aShard()), nil)
		<-shard
		synctest.Wait()
		want := map[string]float64{
			"trivium_forecast_shards_total":                 1,
			"trivium_forecast_shard_failures_total Aborted": 1,
			"trivium_forecast_shard_hedges_total":           1,
		}
		if got := counters(t, registry); !maps.Equal(got, want) {
			t.Errorf("counted %v, want %v", got, want)
		}
	})
}

func counters(t *testing.T, registry *prometheus.Registry) map[string]float64 {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	counters := map[string]float64{}
	for _, family := range families {
		for _, metric := range family.GetMetric() {
			name := family.GetName()
			for _, label := range metric.GetLabel() {
				name += " " + label.GetValue()
			}
			counters[name] = metric.GetCounter().GetValue()
		}
	}
	return counters
}
