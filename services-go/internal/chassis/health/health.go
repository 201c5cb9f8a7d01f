// Package health answers health, readiness and metrics over HTTP, apart from the
// service's own port.
package health

import (
	"context"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

const (
	probeTimeout  = 2 * time.Second
	headerTimeout = 5 * time.Second
	idleTimeout   = time.Minute
)

// Readiness says whether a service takes work. The zero value does not.
type Readiness struct{ ready atomic.Bool }

// Set changes it.
func (r *Readiness) Set(ready bool) { r.ready.Store(ready) }

// NewServer answers /health with 200 while the process lives, /ready with 200 while it
// takes work and 503 otherwise, /metrics with the registry's metrics.
func NewServer(ready *Readiness, registry *prometheus.Registry) *http.Server {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /ready", func(w http.ResponseWriter, _ *http.Request) {
		if !ready.ready.Load() {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	return &http.Server{Handler: mux, ReadHeaderTimeout: headerTimeout, IdleTimeout: idleTimeout}
}

// Probe asks a running service's /ready, for images that have no shell.
func Probe(admin string) bool {
	ctx, cancel := context.WithTimeout(context.Background(), probeTimeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+admin+"/ready", nil)
	if err != nil {
		return false
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false
	}
	defer response.Body.Close()
	return response.StatusCode == http.StatusOK
}
