package server

import (
	"context"
	"fmt"
	"log/slog"
	"os"

	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/drain"
	"github.com/trivium/trivium/services-go/internal/chassis/health"
	"github.com/trivium/trivium/services-go/internal/chassis/log"
)

// Main is the main function of a service: it runs until a signal, or prints the faults of
// its environment and ends with exit code 1. "NAME healthcheck" asks a running one whether
// it is ready.
func Main(name string, common config.Common, faults error, run func(stop context.Context) error) {
	if faults != nil {
		fmt.Fprintln(os.Stderr, faults)
		os.Exit(1)
	}
	if len(os.Args) > 1 && os.Args[1] == "healthcheck" {
		if !health.Probe(common.Admin) {
			os.Exit(1)
		}
		return
	}
	log.Start(common.LogLevel, common.LogFormat)
	if err := run(drain.OnSignal(context.Background())); err != nil {
		slog.Error(name+" stopped", "error", err)
		os.Exit(1)
	}
	slog.Info(name + " stopped")
}
