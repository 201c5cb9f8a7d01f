// Command forecast is the orchestrator: durable runs of plans, computed by simulators.
// "forecast healthcheck" asks a running one whether it is ready.
package main

import (
	"context"

	"google.golang.org/grpc"

	"github.com/trivium/trivium/services-go/experiment/rolloutserver"
	"github.com/trivium/trivium/services-go/experiment/wiring"
	"github.com/trivium/trivium/services-go/forecast/internal/api"
	"github.com/trivium/trivium/services-go/forecast/internal/engine"
	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/rollout"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/metrics"
	"github.com/trivium/trivium/services-go/internal/chassis/server"
)

func main() {
	s, faults := readSettings(config.Process())
	server.Main("forecast", s.Common, faults, func(stop context.Context) error { return run(stop, s) })
}

// run serves until stop is done; then runs are handed back.
func run(stop context.Context, s settings) error {
	runs, err := openStore(stop, s)
	if err != nil {
		return err
	}
	defer runs.Close()
	registry := metrics.NewRegistry()
	simulators, closeConnections := fleet.Connect(s.simulators, fleet.NewMetrics(registry))
	defer closeConnections()
	hotPath, err := rollout.New(simulators, runs.Rollouts(), s.rollout)
	if err != nil {
		return err
	}
	if err := hotPath.Load(stop); err != nil {
		return err
	}
	wiring.Expose(registry, "forecast", hotPath)
	hub := engine.NewHub()
	computing := engine.New(runs, simulators, hub, s.keep)
	forecasts := api.NewServer(stop, runs, computing, hub, s.maxQueued)
	service := server.Service{
		Name: "forecast",
		GRPC: server.NewGRPC(stop, func(services grpc.ServiceRegistrar) {
			forecastv1.RegisterForecastServiceServer(services, forecasts)
			rolloutv1.RegisterRolloutServiceServer(services, rolloutserver.New(stop, runs.Rollouts(), hotPath))
		}),
		Registry: registry,
		Tasks: []func(context.Context) error{
			func(ctx context.Context) error {
				hotPath.Run(ctx)
				return nil
			},
			func(ctx context.Context) error { return computing.Run(ctx, s.maxRunning) },
		},
	}
	return service.Run(stop, s.Common)
}

func openStore(ctx context.Context, s settings) (store.Store, error) {
	if s.databaseURL != "" {
		return store.OpenPostgres(ctx, s.databaseURL)
	}
	return store.OpenSQLite(ctx, s.dataDirectory)
}
