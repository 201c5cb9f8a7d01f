package store_test

import (
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
)

const (
	lease    = 3 * time.Second
	noLimit  = 1 << 20
	patience = 30 * time.Second // Only a hang takes so long.
)

// database is an empty one, made for one test.
type database struct {
	// open opens a handle on it, as each process has its own.
	open  func() (store.Store, error)
	clock *clock
}

// onEveryDatabase runs a test on SQLite and on Postgres: both keep one contract.
func onEveryDatabase(t *testing.T, test func(t *testing.T, d *database)) {
	t.Parallel()
	t.Run("SQLite", func(t *testing.T) {
		t.Parallel()
		directory := t.TempDir()
		test(t, &database{clock: newClock(), open: func() (store.Store, error) {
			return store.OpenSQLite(t.Context(), directory)
		}})
	})
	t.Run("Postgres", func(t *testing.T) {
		t.Parallel()
		url := postgrestest.New(t)
		test(t, &database{clock: newClock(), open: func() (store.Store, error) {
			return store.OpenPostgres(t.Context(), url)
		}})
	})
}

// handle is another handle on the database, closed at the end of the test.
func (d *database) handle(t testing.TB) store.Store {
	t.Helper()
	s, err := d.open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	store.SetClock(s, d.clock.now)
	return s
}

// clock stands still until it is put forward.
type clock struct {
	mu   sync.Mutex
	time time.Time
}

func newClock() *clock { return &clock{time: time.Now().Truncate(time.Millisecond)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.time
}

func (c *clock) advance(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.time = c.time.Add(by)
}

func newID(t testing.TB) string {
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	return id.String()
}

// newRun is a run of a plan with so many paths.
func newRun(t testing.TB, paths uint32) *store.Run {
	id := newID(t)
	return &store.Run{
		ID:          id,
		RequestID:   "request of " + id,
		Plan:        &forecastv1.Plan{Paths: &paths},
		Traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
		Created:     time.Now(),
	}
}

func checkpointOf(paths uint64) *storagev1.Checkpoint {
	return &storagev1.Checkpoint{
		Finished: []*storagev1.PathRange{{End: paths}},
		Years:    []*storagev1.MergedHistogram{{FirstBin: 7, Counts: []uint64{paths}}},
		Checksum: paths,
	}
}

func created(t testing.TB, s store.Store) *store.Run {
	t.Helper()
	run, isNew, err := s.Create(t.Context(), newRun(t, 1000), noLimit)
	if err != nil || !isNew {
		t.Fatalf("a new run was not created: %v", err)
	}
	return run
}

func claimed(t testing.TB, s store.Store) *store.Run {
	t.Helper()
	run, err := s.Claim(t.Context(), created(t, s).ID, lease)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func stateOf(t testing.TB, s store.Store, id string) store.State {
	t.Helper()
	run, err := s.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return run.State
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
