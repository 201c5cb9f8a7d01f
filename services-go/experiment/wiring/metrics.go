package wiring

import (
	"context"
	"log/slog"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/trivium/trivium/services-go/experiment"
)

// collector reads a rollout once for all that is told of it.
type collector struct {
	rollout                  experiment.Steering
	stage, share, mismatches *prometheus.Desc
}

// Expose registers what a service's rollout stands at, for those who want to be told when it
// goes back.
func Expose(registry prometheus.Registerer, service string, rollout experiment.Steering) {
	described := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("trivium_"+service+"_rollout_"+name, help, nil, nil)
	}
	registry.MustRegister(collector{
		rollout:    rollout,
		stage:      described("stage", "Stage of the rollout: 1 off, 2 shadow, 3 canary, 4 reversed, 5 retired."),
		share:      described("share", "Share of the calls that the stage applies to, 0 to 1."),
		mismatches: described("mismatches", "Mismatches that are stored."),
	})
}

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
	gauge(c.stage, float64(view.GetState().GetStage()))
	gauge(c.share, float64(view.GetState().GetBasisPoints())/10_000)
	gauge(c.mismatches, float64(view.GetMismatches()))
}
