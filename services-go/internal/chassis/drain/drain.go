// Package drain stops a service without dropping work: a signal, then a bounded drain.
package drain

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"google.golang.org/grpc"
)

// OnSignal is done at SIGTERM or SIGINT. From then on another signal ends the process at
// once.
func OnSignal(parent context.Context) context.Context {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		defer cancel()
		select {
		case <-signals:
		case <-parent.Done():
		}
		signal.Stop(signals)
	}()
	return ctx
}

// Server lets a gRPC server finish its calls, at most until the timeout; then it warns
// and cuts them off, without waiting for those that do not heed it.
func Server(server *grpc.Server, timeout time.Duration) {
	finished := make(chan struct{})
	go func() {
		defer close(finished)
		server.GracefulStop()
	}()
	overrun := time.NewTimer(timeout)
	defer overrun.Stop()
	select {
	case <-finished:
	case <-overrun.C:
		slog.Warn("drain overran: work in flight is dropped", "timeout", timeout)
		server.Stop()
	}
}
