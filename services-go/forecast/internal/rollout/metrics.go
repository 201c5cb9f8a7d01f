package rollout

import (
	"context"

	"github.com/prometheus/client_golang/prometheus"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Expose registers what a rollout stands at, for those who want to be told when it goes back.
func Expose(registry prometheus.Registerer, x *Experiment) {
	gauge := func(name, help string, value func(*rolloutv1.Rollout) float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "trivium_forecast_rollout_" + name, Help: help}, func() float64 {
			view, err := x.View(context.Background())
			if err != nil {
				return 0
			}
			return value(view)
		})
	}
	registry.MustRegister(
		gauge("stage", "Stage of the rollout: 1 off, 2 shadow, 3 canary, 4 reversed, 5 retired.",
			func(view *rolloutv1.Rollout) float64 { return float64(view.GetState().GetStage()) }),
		gauge("share", "Share of the calls that the stage applies to, 0 to 1.",
			func(view *rolloutv1.Rollout) float64 { return float64(view.GetState().GetBasisPoints()) / 10_000 }),
		gauge("mismatches", "Mismatches that are stored.",
			func(view *rolloutv1.Rollout) float64 { return float64(view.GetMismatches()) }),
	)
}
