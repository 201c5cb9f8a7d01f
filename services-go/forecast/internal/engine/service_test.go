package engine

import (
	"context"
	"io"
	"log/slog"
	"os"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.NewTextHandler(io.Discard, nil)))
	os.Exit(m.Run())
}

// service is one process of the forecast service: an engine on a database file. It lives
// in a synctest bubble: its clock is the bubble's.
type service struct {
	store  store.Store
	engine *Engine
	hub    *Hub
	cancel context.CancelFunc
	ended  chan error
	// dead: stopped or killed.
	dead bool
	// ownsStore: no other service uses it.
	ownsStore bool
}

// Runs that a service computes at once.
const runsAtOnce = 8

// How long a service keeps runs that have ended.
const keep = 5 * time.Minute

// start starts a service. Its engine sees the store through a wrapper, if there is one.
func start(t *testing.T, directory string, simulate fleet.SimulateShard, wrap ...func(store.Store) store.Store) *service {
	t.Helper()
	runs := open(t, directory)
	seen := runs
	for _, w := range wrap {
		seen = w(seen)
	}
	s := startOn(t, runs, seen, runsAtOnce, simulate)
	s.ownsStore = true
	return s
}

func open(t *testing.T, directory string) store.Store {
	t.Helper()
	runs, err := store.OpenSQLite(t.Context(), directory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { runs.Close() })
	return runs
}

// startOn starts a service on an open store, which its engine may see through a wrapper.
// Replicas share one, because SQLite waits for other connections to its file with a lock
// that stops a bubble's clock.
func startOn(t *testing.T, runs, seen store.Store, limit int, simulate fleet.SimulateShard) *service {
	t.Helper()
	replicas := []fleet.Replica{{Name: "one", Simulate: simulate}, {Name: "two", Simulate: simulate}}
	simulators := fleet.New(replicas, fleet.NewMetrics(prometheus.NewRegistry()))
	ctx, cancel := context.WithCancel(context.Background())
	s := &service{store: runs, hub: NewHub(), cancel: cancel, ended: make(chan error, 1)}
	s.engine = New(seen, simulators, s.hub, keep)
	go func() { s.ended <- s.engine.Run(ctx, limit) }()
	t.Cleanup(func() { s.stop(t) })
	return s
}

// stop stops a service the way a signal does.
func (s *service) stop(t *testing.T) {
	t.Helper()
	if s.dead {
		return
	}
	s.dead = true
	s.cancel()
	if err := <-s.ended; err != nil {
		t.Error(err)
	}
	if s.ownsStore {
		s.store.Close()
	}
}

// kill ends a service the way kill -9 does: from now on it writes nothing.
func (s *service) kill() {
	s.dead = true
	s.store.Close()
	s.cancel()
	<-s.ended
}

// create accepts a run of so many paths over two years.
func (s *service) create(t *testing.T, paths uint32) string {
	t.Helper()
	return s.createPlan(t, planOf(paths))
}

func (s *service) createPlan(t *testing.T, p *forecastv1.Plan) string {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	run := &store.Run{ID: id.String(), RequestID: id.String(), Plan: p, Created: time.Now()}
	if _, _, err := s.store.Create(t.Context(), run, 1000); err != nil {
		t.Fatal(err)
	}
	return run.ID
}

func planOf(paths uint32) *forecastv1.Plan {
	return plan.WithDefaults(&forecastv1.Plan{
		YearsUntilRetirement: proto.Uint32(1), YearsToCover: proto.Uint32(1),
		InitialBalance: proto.Float64(20_000), Paths: proto.Uint32(paths),
	})
}

func (s *service) get(t *testing.T, id string) *store.Run {
	t.Helper()
	run, err := s.store.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// waitForAttempt waits until somebody has taken a run for so many times.
func (s *service) waitForAttempt(t *testing.T, id string, attempt uint32) {
	t.Helper()
	for limit := time.Now().Add(time.Minute); s.get(t, id).Attempt < attempt; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(limit) {
			t.Fatalf("attempt %d has not begun after a minute", attempt)
		}
	}
}

// wait returns a run when it has ended.
func (s *service) wait(t *testing.T, id string) *store.Run {
	t.Helper()
	subscription := s.hub.Subscribe(id)
	defer subscription.Close()
	for limit := time.After(2 * time.Minute); ; {
		latest, changed := subscription.Latest()
		var poll <-chan time.Time
		if latest == nil {
			if run := s.get(t, id); run.State.Final() {
				return run
			}
			poll = time.After(10 * time.Millisecond)
		}
		select {
		case <-changed:
		case <-poll:
		case <-limit:
			t.Fatalf("not ended after two minutes: %v", latest)
		}
	}
}
