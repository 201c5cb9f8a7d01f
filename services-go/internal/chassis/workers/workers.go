// Package workers bounds what is computed for callers: as many calls at once as there are
// threads, a few that wait, and no more.
package workers

import (
	"context"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/codes"

	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

const (
	maxThreads     = 1024
	queuePerThread = 4
	// When a refused caller should try again.
	retryDelay = 20 * time.Millisecond
)

// Settings are how many calls are taken.
type Settings struct {
	// Threads that compute; calls computed at once.
	Threads int
	// Queue is how many calls may wait for a thread; more are refused.
	Queue int
}

// ReadSettings reads PREFIX_THREADS (default: cores) and PREFIX_QUEUE (default: four
// a thread).
func ReadSettings(e *config.Environment, prefix string) Settings {
	threads := e.Int(prefix+"_THREADS", runtime.GOMAXPROCS(0), 1, maxThreads)
	return Settings{Threads: threads, Queue: e.Int(prefix+"_QUEUE", threads*queuePerThread, 0, maxThreads*queuePerThread)}
}

// Workers have places for calls, of which some compute.
type Workers struct {
	places, threads     chan struct{}
	inFlight, computing prometheus.Gauge
	seconds             prometheus.Counter
}

// New has metrics that are called trivium_SERVICE_threads, _in_flight, _computing and
// _compute_seconds_total.
func New(service string, settings Settings, registry prometheus.Registerer) *Workers {
	prefix := "trivium_" + service
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Name: prefix + "_" + name, Help: help})
	}
	threads := gauge("threads", "Threads that compute.")
	threads.Set(float64(settings.Threads))
	w := &Workers{
		places:    make(chan struct{}, settings.Threads+settings.Queue),
		threads:   make(chan struct{}, settings.Threads),
		inFlight:  gauge("in_flight", "Calls waiting or at work."),
		computing: gauge("computing", "Calls being computed."),
		seconds: prometheus.NewCounter(prometheus.CounterOpts{
			Name: prefix + "_compute_seconds_total", Help: "Time spent computing, summed over threads.",
		}),
	}
	registry.MustRegister(threads, w.inFlight, w.computing, w.seconds)
	return w
}

// Func computes an answer. It ends soon after its context.
type Func[Q, A any] func(ctx context.Context, request Q) (A, error)

// Limited computes in turn. It is RESOURCE_EXHAUSTED, with a delay, when all threads and
// places are taken, and the context's error when that ends before the turn.
func Limited[Q, A any](w *Workers, compute Func[Q, A]) Func[Q, A] {
	return func(ctx context.Context, request Q) (answer A, err error) {
		select {
		case w.places <- struct{}{}:
		default:
			return answer, busy()
		}
		w.inFlight.Inc()
		defer func() {
			w.inFlight.Dec()
			<-w.places
		}()
		select {
		case w.threads <- struct{}{}:
		case <-ctx.Done():
			return answer, ctx.Err()
		}
		w.computing.Inc()
		defer func() {
			w.computing.Dec()
			<-w.threads
		}()
		start := time.Now()
		answer, err = compute(ctx, request)
		if err == nil {
			w.seconds.Add(time.Since(start).Seconds())
		}
		return answer, err
	}
}

func busy() error {
	err := errors.New(codes.ResourceExhausted, errorsv1.ErrorReason_ERROR_REASON_BUSY,
		"every thread is busy and the queue is full")
	err.RetryDelay = retryDelay
	return err
}
