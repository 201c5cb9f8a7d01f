package fleet

import (
	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/codes"
)

// Metrics is what a fleet counts.
type Metrics struct {
	shards   prometheus.Counter
	failures *prometheus.CounterVec
	hedges   prometheus.Counter
}

// NewMetrics registers what a fleet counts.
func NewMetrics(registry prometheus.Registerer) *Metrics {
	m := &Metrics{
		shards: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_forecast_shards_total",
			Help: "Shards computed.",
		}),
		failures: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "trivium_forecast_shard_failures_total",
			Help: "Calls to simulators that failed, by gRPC code.",
		}, []string{"code"}),
		hedges: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "trivium_forecast_shard_hedges_total",
			Help: "Shards sent to a second replica because the first was late.",
		}),
	}
	registry.MustRegister(m.shards, m.failures, m.hedges)
	return m
}

func (m *Metrics) computed() { m.shards.Inc() }

func (m *Metrics) failed(code codes.Code) { m.failures.WithLabelValues(code.String()).Inc() }

func (m *Metrics) hedged() { m.hedges.Inc() }
