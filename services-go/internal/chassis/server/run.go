package server

import (
	"context"
	"log/slog"
	"net"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"
	"google.golang.org/grpc"

	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/drain"
	"github.com/trivium/trivium/services-go/internal/chassis/health"
)

// Service is what a process serves.
type Service struct {
	// Name stands in the log.
	Name     string
	GRPC     *grpc.Server
	Registry *prometheus.Registry
	// Tasks run beside the server, until their context is done.
	Tasks []func(context.Context) error
}

// Run serves until stop is done or a task fails, then drains: no new calls, those in flight
// end, and so do the tasks.
func (s Service) Run(stop context.Context, common config.Common) error {
	listener, err := net.Listen("tcp", common.Listen)
	if err != nil {
		return err
	}
	adminListener, err := net.Listen("tcp", common.Admin)
	if err != nil {
		return err
	}
	var ready health.Readiness
	admin := health.NewServer(&ready, s.Registry)
	defer admin.Close()
	go admin.Serve(adminListener)

	tasks, ctx := errgroup.WithContext(stop)
	tasks.Go(func() error { return s.GRPC.Serve(listener) })
	for _, task := range s.Tasks {
		tasks.Go(func() error { return task(ctx) })
	}
	ready.Set(true)
	slog.Info(s.Name+" ready", "listen", listener.Addr().String(), "admin", adminListener.Addr().String())
	<-ctx.Done()
	ready.Set(false)
	slog.Info("draining")
	drain.Server(s.GRPC, common.DrainTimeout)
	return tasks.Wait()
}
