package rollout

import (
	"context"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"
)

const metricPrefix = "trivium_forecast_rollout_"

var (
	stageMetric = prometheus.NewDesc(metricPrefix+"stage",
		"Stage of the rollout: 1 off, 2 shadow, 3 canary, 4 reversed, 5 retired.", nil, nil)
	shareMetric = prometheus.NewDesc(metricPrefix+"share",
		"Share of the calls that the stage applies to, 0 to 1.", nil, nil)
	mismatchesMetric = prometheus.NewDesc(metricPrefix+"mismatches", "Mismatches that are stored.", nil, nil)
)

// collector reads a rollout once for all that is told of it.
type collector struct{ rollout *Experiment }

// Expose registers what a rollout stands at, for those who want to be told when it goes back.
func Expose(registry prometheus.Registerer, x *Experiment) { registry.MustRegister(collector{x}) }

func (c collector) Describe(descriptions chan<- *prometheus.Desc) {
	prometheus.DescribeByCollect(c, descriptions)
}

func (c collector) Collect(metrics chan<- prometheus.Metric) {
	view, err := c.rollout.View(context.Background())
	if err != nil {
		slog.Warn("the rollout cannot be told of", "error", err)
		return
	}
	gauge := func(of *prometheus.Desc, value float64) {
		metrics <- prometheus.MustNewConstMetric(of, prometheus.GaugeValue, value)
	}
	gauge(stageMetric, float64(view.GetState().GetStage()))
	gauge(shareMetric, float64(view.GetState().GetBasisPoints())/10_000)
	gauge(mismatchesMetric, float64(view.GetMismatches()))
}
