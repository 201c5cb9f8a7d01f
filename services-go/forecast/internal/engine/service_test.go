package engine

import (
	"context"
	"io"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/semaphore"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/fleet"
	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
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
	s.engine = New(seen, simulators, s.hub)
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
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	run := &store.Run{ID: id.String(), RequestID: id.String(), Plan: planOf(paths), Created: time.Now()}
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

// counting is a simulator that only counts: every path ends in the same bin, and the
// checksum is the sum of the paths' numbers, so that a path lost or counted twice shows.
// A path-month takes some time, in which it computes nothing.
type counting struct {
	pathMonth time.Duration
	threads   *semaphore.Weighted

	mu sync.Mutex
	// Calls in flight.
	inFlight int
	// Paths of each call, in order of arrival.
	shards []uint32
}

// newCounting computes so many shards at once.
func newCounting(pathMonth time.Duration, threads int64) *counting {
	return &counting{pathMonth: pathMonth, threads: semaphore.NewWeighted(threads)}
}

func (c *counting) simulate(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	work := c.pathMonth * time.Duration(request.GetPathCount()) * time.Duration(len(request.GetDrift()))
	c.enter(request.GetPathCount())
	defer c.leave()
	if err := c.threads.Acquire(ctx, 1); err != nil {
		return nil, err
	}
	defer c.threads.Release(1)
	select {
	case <-time.After(work):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	response := &simulationv1.SimulateResponse{
		Checksum:     sumOfPaths(pathRange{request.GetFirstPath(), request.GetFirstPath() + uint64(request.GetPathCount())}),
		ComputeNanos: uint64(work),
		Build:        &simulationv1.Build{Implementation: "counting", BuildId: "1", InstructionSet: "none"},
	}
	for range len(request.GetDrift()) / 12 {
		response.Years = append(response.Years, &simulationv1.Histogram{FirstBin: 100, Counts: []uint32{request.GetPathCount()}})
	}
	return response, nil
}

func (c *counting) enter(paths uint32) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inFlight++
	c.shards = append(c.shards, paths)
}

func (c *counting) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.inFlight--
}

func (c *counting) atWork() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.inFlight
}

// sumOfPaths is the checksum that counting gives to a range of paths.
func sumOfPaths(r pathRange) uint64 { return (r.first + r.end - 1) * r.count() / 2 }

// expectCounted checks that each path of a run was counted once.
func expectCounted(t *testing.T, run *store.Run) {
	t.Helper()
	if run.State != store.Succeeded {
		t.Fatalf("the run %s: %+v", run.State, run.Failure)
	}
	total := uint64(run.Plan.GetPaths())
	expectConsistent(t, run.Checkpoint)
	if got := run.Checkpoint.GetFinished(); len(got) != 1 || got[0].GetFirst() != 0 || got[0].GetEnd() != total {
		t.Errorf("finished paths are %v, want all of %d", got, total)
	}
}

// expectConsistent checks that what a checkpoint of counting says fits together.
func expectConsistent(t *testing.T, checkpoint *storagev1.Checkpoint) {
	t.Helper()
	finished := decodePathSet(checkpoint.GetFinished())
	checksum := uint64(0)
	for _, r := range finished.ranges {
		checksum += sumOfPaths(r)
	}
	if checkpoint.GetChecksum() != checksum {
		t.Errorf("checksum is %d, want %d for %v", checkpoint.GetChecksum(), checksum, finished.ranges)
	}
	for _, year := range checkpoint.GetYears() {
		counted := uint64(0)
		for _, count := range year.GetCounts() {
			counted += count
		}
		if counted != finished.count() {
			t.Errorf("a year counts %d paths of %d finished ones", counted, finished.count())
		}
	}
	contributed := uint64(0)
	for _, c := range checkpoint.GetContributions() {
		contributed += c.GetPaths()
	}
	if contributed != finished.count() {
		t.Errorf("builds contributed %d paths of %d finished ones", contributed, finished.count())
	}
}
