package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

func TestAnySequenceOfCallsGoesAsInTheModel(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		rapid.Check(t, func(rt *rapid.T) {
			must(t, store.Exec(t.Context(), s, `DELETE FROM runs`))
			must(t, store.Exec(t.Context(), s, `DELETE FROM river_job`))
			m := &model{t: t, store: s, clock: d.clock, leases: map[string]time.Time{}}
			rt.Repeat(rapid.StateMachineActions(m))
		})
	})
}

// model is the contract of the store in memory. Each of its actions calls the store and
// compares; Check compares everything after each.
type model struct {
	t      *testing.T
	store  store.Store
	clock  *clock
	runs   []*store.Run // in falling order of id
	leases map[string]time.Time
}

func (m *model) Create(rt *rapid.T) {
	paths := rapid.SampledFrom([]uint32{1000, 2000}).Draw(rt, "paths")
	given := newRun(m.t, paths)
	given.RequestID = fmt.Sprint("request ", rapid.IntRange(1, 10).Draw(rt, "request"))
	maxQueued := rapid.IntRange(1, 5).Draw(rt, "max queued")
	have, isNew, err := m.store.Create(m.t.Context(), given, maxQueued)

	known := slices.IndexFunc(m.runs, func(run *store.Run) bool { return run.RequestID == given.RequestID })
	switch {
	case known >= 0 && !proto.Equal(m.runs[known].Plan, given.Plan):
		expect(rt, err, store.ErrConflict)
	case known >= 0:
		expect(rt, err, nil)
		m.compare(rt, have, m.runs[known])
	case m.count(store.Queued) >= maxQueued:
		expect(rt, err, store.ErrQueueFull)
	default:
		expect(rt, err, nil)
		want := *given
		want.State, want.Checkpoint = store.Queued, &storagev1.Checkpoint{}
		want.Created = time.UnixMilli(given.Created.UnixMilli())
		m.runs = slices.Insert(m.runs, 0, &want)
		m.compare(rt, have, &want)
		if !isNew {
			rt.Error("a new run is called old")
		}
	}
}

func (m *model) Claim(rt *rapid.T) {
	run := m.draw(rt)
	have, err := m.store.Claim(m.t.Context(), run.ID, lease)
	if run.State != store.Queued {
		expect(rt, err, store.ErrLost)
		return
	}
	expect(rt, err, nil)
	run.State = store.Running
	run.Attempt++
	m.leases[run.ID] = m.clock.now().Add(lease)
	if run.Started.IsZero() {
		run.Started = m.clock.now()
	}
	m.compare(rt, have, run)
}

func (m *model) Save(rt *rapid.T) {
	checkpoint := drawCheckpoint(rt)
	m.write(rt, func(id string, attempt uint32) error {
		return m.store.Save(m.t.Context(), id, attempt, checkpoint, lease)
	}, func(run *store.Run) {
		run.Checkpoint = checkpoint
		m.leases[run.ID] = m.clock.now().Add(lease)
	})
}

func (m *model) Succeed(rt *rapid.T) {
	checkpoint := drawCheckpoint(rt)
	m.write(rt, func(id string, attempt uint32) error {
		return m.store.Succeed(m.t.Context(), id, attempt, checkpoint)
	}, func(run *store.Run) {
		run.State, run.Ended, run.Checkpoint = store.Succeeded, m.clock.now(), checkpoint
	})
}

func (m *model) Fail(rt *rapid.T) {
	failure := store.Failure{Reason: "INTERNAL", Description: "so it goes"}
	m.write(rt, func(id string, attempt uint32) error {
		return m.store.Fail(m.t.Context(), id, attempt, failure)
	}, func(run *store.Run) {
		run.State, run.Ended, run.Failure = store.Failed, m.clock.now(), failure
	})
}

func (m *model) Forget(rt *rapid.T) {
	ended := m.clock.now().Add(-time.Duration(rapid.IntRange(0, 10).Draw(rt, "seconds")) * time.Second)
	forgotten, err := m.store.Forget(m.t.Context(), ended)
	expect(rt, err, nil)
	before := len(m.runs)
	m.runs = slices.DeleteFunc(m.runs, func(run *store.Run) bool { return run.State.Final() && run.Ended.Before(ended) })
	if forgotten != before-len(m.runs) {
		rt.Errorf("forgot %d runs, not %d", forgotten, before-len(m.runs))
	}
}

func (m *model) Cancel(rt *rapid.T) {
	run := m.draw(rt)
	have, err := m.store.Cancel(m.t.Context(), run.ID)
	expect(rt, err, nil)
	if !run.State.Final() {
		run.State, run.Ended = store.Cancelled, m.clock.now()
	}
	m.compare(rt, have, run)
}

func (m *model) Rescue(rt *rapid.T) {
	have, err := m.store.Rescue(m.t.Context())
	expect(rt, err, nil)
	want := 0
	for _, run := range m.runs {
		if run.State == store.Running && !m.leases[run.ID].After(m.clock.now()) {
			run.State = store.Queued
			want++
		}
	}
	if have != want {
		rt.Fatalf("%d runs were rescued, want %d", have, want)
	}
}

func (m *model) WaitAWhile(rt *rapid.T) {
	m.clock.advance(time.Duration(rapid.Int64Range(1, int64(lease/time.Millisecond)).Draw(rt, "ms")) * time.Millisecond)
}

// Check compares every run, and that a job leads to each that waits.
func (m *model) Check(rt *rapid.T) {
	have, err := m.store.List(m.t.Context(), "", noLimit)
	expect(rt, err, nil)
	if len(have) != len(m.runs) {
		rt.Fatalf("%d runs, want %d", len(have), len(m.runs))
	}
	for i := range have {
		whole, err := m.store.Get(m.t.Context(), have[i].ID)
		expect(rt, err, nil)
		m.compare(rt, whole, m.runs[i])
		m.compare(rt, have[i], outlineOf(m.runs[i]))
	}
	jobless, err := store.Int(m.t.Context(), m.store, `SELECT count(*) FROM runs WHERE state = 'queued' AND NOT EXISTS (
		SELECT 1 FROM river_job WHERE river_job.id = runs.job_id AND river_job.state = 'available')`)
	expect(rt, err, nil)
	if jobless > 0 {
		rt.Fatalf("%d queued runs have no job", jobless)
	}
}

// write writes as the holder of a run, or as one who held it before.
func (m *model) write(rt *rapid.T, write func(id string, attempt uint32) error, effect func(*store.Run)) {
	run := m.draw(rt)
	attempt := run.Attempt - min(run.Attempt, rapid.SampledFrom([]uint32{0, 0, 1}).Draw(rt, "attempts ago"))
	err := write(run.ID, attempt)
	if run.State != store.Running || attempt != run.Attempt {
		expect(rt, err, store.ErrLost)
		return
	}
	expect(rt, err, nil)
	effect(run)
}

func (m *model) draw(rt *rapid.T) *store.Run {
	if len(m.runs) == 0 {
		rt.Skip("no runs yet")
	}
	return rapid.SampledFrom(m.runs).Draw(rt, "run")
}

func (m *model) count(state store.State) int {
	count := 0
	for _, run := range m.runs {
		if run.State == state {
			count++
		}
	}
	return count
}

func (m *model) compare(rt *rapid.T, have, want *store.Run) {
	if !sameRun(have, want) {
		rt.Fatalf("got %+v, want %+v", have, want)
	}
}

func expect(rt *rapid.T, have, want error) {
	if !errors.Is(have, want) {
		rt.Fatalf("got error %v, want %v", have, want)
	}
}

func drawCheckpoint(rt *rapid.T) *storagev1.Checkpoint {
	return checkpointOf(rapid.Uint64Range(1, 1000).Draw(rt, "paths done"))
}
