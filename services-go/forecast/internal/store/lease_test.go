package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

// writes are what only the holder of a run may do.
func writes(s store.Store) map[string]func(*store.Run) error {
	return map[string]func(*store.Run) error{
		"Save": func(run *store.Run) error {
			return s.Save(context.Background(), run.ID, run.Attempt, checkpointOf(10), lease)
		},
		"Succeed": func(run *store.Run) error {
			return s.Succeed(context.Background(), run.ID, run.Attempt, checkpointOf(1000))
		},
		"Fail": func(run *store.Run) error {
			return s.Fail(context.Background(), run.ID, run.Attempt, store.Failure{Reason: "INTERNAL", Description: "so it goes"})
		},
	}
}

// ends are the ways in which a run ends.
func ends(s store.Store) map[string]func(*store.Run) error {
	ends := writes(s)
	delete(ends, "Save")
	ends["Cancel"] = func(run *store.Run) error {
		_, err := s.Cancel(context.Background(), run.ID)
		return err
	}
	return ends
}

// expire lets the leases of all runs run out, and puts the runs into the queue again.
func expire(t *testing.T, d *database, s store.Store) {
	t.Helper()
	d.clock.advance(lease)
	_, err := s.Rescue(t.Context())
	must(t, err)
}

func TestOnlyAQueuedRunIsClaimed(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		queued := created(t, s)
		run, err := s.Claim(t.Context(), queued.ID, lease)
		must(t, err)
		if run.State != store.Running || run.Attempt != 1 || run.Started.UnixMilli() != d.clock.now().UnixMilli() ||
			!proto.Equal(run.Plan, queued.Plan) || run.Traceparent != queued.Traceparent {
			t.Errorf("claimed %+v of %+v", run, queued)
		}
		if _, err := s.Claim(t.Context(), run.ID, lease); !errors.Is(err, store.ErrLost) {
			t.Errorf("claimed twice: %v", err)
		}
		if _, err := s.Claim(t.Context(), newID(t), lease); !errors.Is(err, store.ErrLost) {
			t.Errorf("claimed an unknown run: %v", err)
		}
		for name, end := range ends(s) {
			ended := claimed(t, s)
			must(t, end(ended))
			if _, err := s.Claim(t.Context(), ended.ID, lease); !errors.Is(err, store.ErrLost) {
				t.Errorf("claimed after %s: %v", name, err)
			}
		}
	})
}

func TestTheHolderWritesHowARunGoes(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		want := map[string]store.Run{
			"Save":    {State: store.Running, Checkpoint: checkpointOf(10)},
			"Succeed": {State: store.Succeeded, Checkpoint: checkpointOf(1000), Ended: d.clock.now()},
			"Fail": {
				State: store.Failed, Checkpoint: checkpointOf(10), Ended: d.clock.now(),
				Failure: store.Failure{Reason: "INTERNAL", Description: "so it goes"},
			},
		}
		for name, write := range writes(s) {
			run := claimed(t, s)
			must(t, s.Save(t.Context(), run.ID, run.Attempt, checkpointOf(10), lease))
			must(t, write(run))
			have, err := s.Get(t.Context(), run.ID)
			must(t, err)
			want := want[name]
			if have.State != want.State || have.Attempt != 1 || !have.Ended.Equal(want.Ended) ||
				have.Failure != want.Failure || !proto.Equal(have.Checkpoint, want.Checkpoint) {
				t.Errorf("after %s: got %+v, want %+v", name, have, want)
			}
		}
	})
}

func TestWhoLostARunCannotWrite(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		for name, write := range writes(s) {
			old := claimed(t, s)
			expire(t, d, s)
			if err := write(old); !errors.Is(err, store.ErrLost) {
				t.Errorf("%s of a run that is queued again: %v", name, err)
			}
			current, err := s.Claim(t.Context(), old.ID, lease)
			must(t, err)
			if err := write(old); !errors.Is(err, store.ErrLost) {
				t.Errorf("%s by the attempt before: %v", name, err)
			}
			if err := write(current); err != nil {
				t.Errorf("%s by the holder: %v", name, err)
			}
		}
	})
}

func TestNobodyWritesAfterTheEnd(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		for endName, end := range ends(s) {
			run := claimed(t, s)
			must(t, end(run))
			ended, err := s.Get(t.Context(), run.ID)
			must(t, err)
			for name, write := range writes(s) {
				if err := write(run); !errors.Is(err, store.ErrLost) {
					t.Errorf("%s after %s: %v", name, endName, err)
				}
			}
			if state := stateOf(t, s, run.ID); state != ended.State {
				t.Errorf("after %s the run went from %s to %s", endName, ended.State, state)
			}
		}
	})
}

func TestTheNextAttemptGoesOnFromTheLastCheckpoint(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		first := claimed(t, s)
		must(t, s.Save(t.Context(), first.ID, first.Attempt, checkpointOf(400), lease))
		expire(t, d, s)
		second, err := s.Claim(t.Context(), first.ID, lease)
		must(t, err)
		if second.Attempt != 2 || !second.Started.Equal(first.Started) || !proto.Equal(second.Checkpoint, checkpointOf(400)) {
			t.Errorf("the second attempt is %+v after %+v", second, first)
		}
	})
}

func TestALeaseRunsOutToTheMillisecond(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		run := claimed(t, s)
		d.clock.advance(lease - time.Millisecond)
		expectRescued(t, s, 0)
		must(t, s.Save(t.Context(), run.ID, run.Attempt, checkpointOf(1), lease))
		d.clock.advance(lease - time.Millisecond)
		expectRescued(t, s, 0)
		d.clock.advance(time.Millisecond)
		expectRescued(t, s, 1)
		if state := stateOf(t, s, run.ID); state != store.Queued {
			t.Errorf("the run is %s", state)
		}
		expectRescued(t, s, 0)
	})
}

func TestARunThatIsGivenBackWaitsForNoLease(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		run := claimed(t, s)
		must(t, s.Save(t.Context(), run.ID, run.Attempt, checkpointOf(1), 0))
		expectRescued(t, s, 1)
	})
}

func TestEndedRunsAreNotRescued(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		for _, end := range ends(s) {
			must(t, end(claimed(t, s)))
		}
		d.clock.advance(lease)
		expectRescued(t, s, 0)
	})
}

func expectRescued(t *testing.T, s store.Store, want int) {
	t.Helper()
	if have, err := s.Rescue(t.Context()); err != nil || have != want {
		t.Errorf("%d runs were rescued, want %d: %v", have, want, err)
	}
}
