package store_test

import (
	"errors"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestCreateKeepsWhatItIsGiven(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		given := newRun(t, 1000)
		run, isNew, err := s.Create(t.Context(), given, noLimit)
		if err != nil || !isNew {
			t.Fatalf("not created: new %v, %v", isNew, err)
		}
		stored, err := s.Get(t.Context(), given.ID)
		must(t, err)
		for _, have := range []*store.Run{run, stored} {
			if have.ID != given.ID || have.RequestID != given.RequestID || have.Traceparent != given.Traceparent ||
				!proto.Equal(have.Plan, given.Plan) || have.Created.UnixMilli() != given.Created.UnixMilli() {
				t.Errorf("got %+v, want %+v", have, given)
			}
			if have.State != store.Queued || have.Attempt != 0 || !have.Started.IsZero() || !have.Ended.IsZero() {
				t.Errorf("a new run is not at its beginning: %+v", have)
			}
		}
	})
}

func TestTheSameRequestIsTheSameRun(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		first := created(t, s)
		again := newRun(t, 1000)
		again.RequestID = first.RequestID
		// Room in the queue does not matter to what is there already.
		run, isNew, err := s.Create(t.Context(), again, 1)
		if err != nil || isNew || run.ID != first.ID {
			t.Errorf("got %v, new %v, %v; want the run %s of the first time", run, isNew, err, first.ID)
		}
		if _, err := s.Get(t.Context(), again.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the second run was kept: %v", err)
		}
		if jobs(t, s) != 1 {
			t.Errorf("%d jobs for one run", jobs(t, s))
		}
	})
}

func TestTheSameRequestWithAnotherPlanIsAConflict(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		other := newRun(t, 2000)
		other.RequestID = created(t, s).RequestID
		if _, _, err := s.Create(t.Context(), other, noLimit); !errors.Is(err, store.ErrConflict) {
			t.Errorf("got %v, want a conflict", err)
		}
	})
}

func TestAFullQueueRefusesAndKeepsNothing(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		created(t, s)
		claimed(t, s) // A running run takes no room.
		refused := newRun(t, 1000)
		if _, _, err := s.Create(t.Context(), refused, 1); !errors.Is(err, store.ErrQueueFull) {
			t.Fatalf("got %v, want a full queue", err)
		}
		if _, err := s.Get(t.Context(), refused.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the refused run was kept: %v", err)
		}
		if jobs(t, s) != 2 {
			t.Errorf("%d jobs for two runs", jobs(t, s))
		}
		if _, isNew, err := s.Create(t.Context(), refused, 2); err != nil || !isNew {
			t.Errorf("not created when there is room: %v", err)
		}
	})
}

func TestARunAndItsJobAreInsertedTogetherOrNotAtAll(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		run := newRun(t, 1000)
		must(t, store.Exec(t.Context(), s, `ALTER TABLE river_job RENAME TO hidden`))
		if _, _, err := s.Create(t.Context(), run, noLimit); err == nil {
			t.Fatal("a run without a job was accepted")
		}
		must(t, store.Exec(t.Context(), s, `ALTER TABLE hidden RENAME TO river_job`))
		if _, err := s.Get(t.Context(), run.ID); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the run was kept without its job: %v", err)
		}
		if _, isNew, err := s.Create(t.Context(), run, noLimit); err != nil || !isNew || jobs(t, s) != 1 {
			t.Errorf("the second try: new %v, %d jobs, %v", isNew, jobs(t, s), err)
		}
	})
}

func TestConcurrentCreatesOfOneRequestMakeOneRun(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		handles := []store.Store{d.handle(t), d.handle(t)}
		const callers = 12
		runs := make([]*store.Run, callers)
		isNew := make([]bool, callers)
		errs := make([]error, callers)
		var calls sync.WaitGroup
		for i := range callers {
			run := newRun(t, 1000)
			run.RequestID = "one for all"
			calls.Go(func() {
				runs[i], isNew[i], errs[i] = handles[i%2].Create(t.Context(), run, noLimit)
			})
		}
		calls.Wait()
		created := 0
		for i := range callers {
			must(t, errs[i])
			if isNew[i] {
				created++
			}
			if runs[i].ID != runs[0].ID {
				t.Errorf("runs %s and %s for one request", runs[i].ID, runs[0].ID)
			}
		}
		if created != 1 || jobs(t, handles[0]) != 1 {
			t.Errorf("%d runs were created, with %d jobs", created, jobs(t, handles[0]))
		}
	})
}

// jobs counts what is in River's queue, whatever its state.
func jobs(t testing.TB, s store.Store) int {
	t.Helper()
	count, err := store.Int(t.Context(), s, `SELECT count(*) FROM river_job`)
	must(t, err)
	return count
}
