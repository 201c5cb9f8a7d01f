package store_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestWorkHandsOutEveryQueuedRun(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		want := []string{created(t, s).ID, created(t, s).ID}
		w := startWorker(t, s, 100, claimAndHold(s))
		for range 8 {
			want = append(want, created(t, s).ID)
		}
		var have []string
		for range want {
			have = append(have, wait(t, "a run", w.handed))
		}
		slices.Sort(have)
		if !slices.Equal(have, want) {
			t.Errorf("got %q, want %q", have, want)
		}
	})
}

func TestWorkersAreToldOfNewRuns(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		store.SetPollInterval(s, time.Hour)
		created(t, s)
		w := startWorker(t, s, 8, func(context.Context, string) {})
		wait(t, "the run that a worker looks for at its start", w.handed)
		run := created(t, s)
		if handed := wait(t, "the new run", w.handed); handed != run.ID {
			t.Errorf("got %s, want %s", handed, run.ID)
		}
	})
}

func TestWorkersAreToldOfRescuedRuns(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		store.SetPollInterval(s, time.Hour)
		w := startWorker(t, s, 8, claimAndHold(s))
		run := created(t, s)
		wait(t, "the run", w.handed)
		until(t, "it is claimed", func() bool { return stateOf(t, s, run.ID) == store.Running })
		expire(t, d, s)
		if again := wait(t, "the rescued run", w.handed); again != run.ID {
			t.Errorf("got %s, want %s", again, run.ID)
		}
	})
}

func TestWorkKeepsToItsLimit(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		const limit = 2
		for range 3 * limit {
			created(t, s)
		}
		var mu sync.Mutex
		atOnce, most := 0, 0
		count := func(n int) {
			mu.Lock()
			defer mu.Unlock()
			atOnce += n
			most = max(most, atOnce)
		}
		release := make(chan struct{})
		w := startWorker(t, s, limit, func(ctx context.Context, id string) {
			count(1)
			defer count(-1)
			_, _ = s.Claim(ctx, id, lease)
			<-release
		})
		for n := range 3 * limit {
			wait(t, "a run", w.handed)
			if n >= limit-1 {
				release <- struct{}{}
			}
		}
		close(release)
		w.end(t)
		if most != limit {
			t.Errorf("%d runs were handed out at once, limit %d", most, limit)
		}
	})
}

func TestWorkEndsWhenAllItHandedOutHaveReturned(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		created(t, s)
		created(t, s)
		var mu sync.Mutex
		returned := 0
		w := startWorker(t, s, 8, func(ctx context.Context, id string) {
			<-ctx.Done()
			_, err := s.Get(context.WithoutCancel(ctx), id) // Time for a last word.
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				returned++
			}
		})
		wait(t, "a run", w.handed)
		wait(t, "a run", w.handed)
		w.end(t)
		if returned != 2 {
			t.Errorf("%d of 2 had returned", returned)
		}
	})
}

func TestARunThatItsWorkerCouldNotClaimIsHandedOutAgain(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		run := created(t, s)
		w := startWorker(t, s, 8, func(context.Context, string) {})
		wait(t, "the run", w.handed)
		until(t, "it is rescued", func() bool {
			rescued, err := s.Rescue(t.Context())
			must(t, err)
			return rescued == 1
		})
		if again := wait(t, "the run", w.handed); again != run.ID {
			t.Errorf("got %s, want %s", again, run.ID)
		}
	})
}

func TestARunWhoseWorkerDiedBeforeItsClaimIsHandedOutAgain(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		dead := startWorker(t, s, 8, func(ctx context.Context, _ string) { <-ctx.Done() })
		run := created(t, s)
		wait(t, "the run", dead.handed)
		expectRescued(t, s, 0) // It may still come to its claim.
		d.clock.advance(store.ClaimTimeout + patience)
		expectRescued(t, s, 1)
		if again := wait(t, "the run", dead.handed); again != run.ID {
			t.Errorf("got %s, want %s", again, run.ID)
		}
	})
}

func TestARunWhoseHolderDiedIsHandedOutAgain(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		w := startWorker(t, s, 8, claimAndHold(s))
		run := created(t, s)
		wait(t, "the run", w.handed)
		until(t, "it is claimed", func() bool { return stateOf(t, s, run.ID) == store.Running })
		expire(t, d, s)
		if again := wait(t, "the run", w.handed); again != run.ID {
			t.Errorf("got %s, want %s", again, run.ID)
		}
	})
}

func TestJobsOfDeadWorkersEnd(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		claimed(t, s)
		must(t, store.Exec(t.Context(), s, `UPDATE river_job SET state = 'running', attempted_at = '2020-01-01 00:00:00'`))
		d.clock.advance(lease)
		expectRescued(t, s, 1)
		startWorker(t, s, 8, claimAndHold(s))
		until(t, "the old job ends", func() bool {
			ended, err := store.Int(t.Context(), s, `SELECT count(*) FROM river_job WHERE state = 'cancelled'`)
			must(t, err)
			return ended == 1
		})
	})
}
