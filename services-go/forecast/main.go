// Command forecast is the orchestrator: durable runs of plans, computed by simulators.
// "forecast healthcheck" asks a running one whether it is ready.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"

	"golang.org/x/sync/errgroup"

	"github.com/trivium/trivium/services-go/experiment/rolloutserver"
	"github.com/trivium/trivium/services-go/forecast/internal/api"
	"github.com/trivium/trivium/services-go/forecast/internal/engine"
	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/rollout"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/drain"
	"github.com/trivium/trivium/services-go/internal/chassis/health"
	"github.com/trivium/trivium/services-go/internal/chassis/log"
	"github.com/trivium/trivium/services-go/internal/chassis/metrics"
)

func main() {
	s, err := readSettings(config.Process())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if len(os.Args) > 1 && os.Args[1] == "healthcheck" {
		if !health.Probe(s.Admin) {
			os.Exit(1)
		}
		return
	}
	log.Start(s.LogLevel, s.LogFormat)
	if err := run(drain.OnSignal(context.Background()), s); err != nil {
		slog.Error("forecast stopped", "error", err)
		os.Exit(1)
	}
	slog.Info("forecast stopped")
}

// run serves until stop is done, then drains: no new calls, runs handed back.
func run(stop context.Context, s settings) error {
	runs, err := openStore(stop, s)
	if err != nil {
		return err
	}
	defer runs.Close()
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		return err
	}
	adminListener, err := net.Listen("tcp", s.Admin)
	if err != nil {
		return err
	}
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
	rollout.Expose(registry, hotPath)
	hub := engine.NewHub()
	computing := engine.New(runs, simulators, hub)
	grpcServer := api.NewGRPC(
		api.NewServer(stop, runs, computing, hub, s.maxQueued), rolloutserver.New(stop, runs.Rollouts(), hotPath),
	)

	var ready health.Readiness
	admin := health.NewServer(&ready, registry)
	defer admin.Close()
	go admin.Serve(adminListener)

	tasks, ctx := errgroup.WithContext(stop)
	tasks.Go(func() error { return grpcServer.Serve(listener) })
	tasks.Go(func() error {
		hotPath.Run(ctx)
		return nil
	})
	tasks.Go(func() error { return computing.Run(ctx, s.maxRunning) })
	ready.Set(true)
	slog.Info("forecast ready", "listen", listener.Addr().String(), "admin", adminListener.Addr().String(),
		"simulators", s.simulators)
	<-ctx.Done()
	ready.Set(false)
	slog.Info("draining")
	drain.Server(grpcServer, s.DrainTimeout)
	return tasks.Wait()
}

func openStore(ctx context.Context, s settings) (store.Store, error) {
	if s.databaseURL != "" {
		return store.OpenPostgres(ctx, s.databaseURL)
	}
	return store.OpenSQLite(ctx, s.dataDirectory)
}
