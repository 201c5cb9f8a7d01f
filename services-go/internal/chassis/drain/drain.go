// Package drain stops a service without dropping work: a signal, then a bounded drain.
package drain

import (
	"context"
	"log/slog"
	"os/signal"
	"syscall"
	"time"

	"google.golang.org/grpc"
)

// OnSignal is done at SIGTERM or SIGINT. A second signal ends the process at once.
func OnSignal(parent context.Context) context.Context {
	ctx, release := signal.NotifyContext(parent, syscall.SIGTERM, syscall.SIGINT)
	context.AfterFunc(ctx, release)
	return ctx
}

// Server lets a gRPC server finish its calls, at most until the timeout; then it warns
// and cuts them off.
func Server(server *grpc.Server, timeout time.Duration) {
	overrun := time.AfterFunc(timeout, func() {
		slog.Warn("drain overran: work in flight is dropped", "timeout", timeout)
		server.Stop()
	})
	defer overrun.Stop()
	server.GracefulStop()
}
