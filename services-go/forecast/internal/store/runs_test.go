package store_test

import (
	"errors"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
)

func TestListGoesFromTheNewestDownPageByPage(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		var want []string
		for range 5 {
			want = append([]string{created(t, s).ID}, want...)
		}
		var have []string
		for page, below := 0, ""; page < 4; page++ {
			runs, err := s.List(t.Context(), below, 2)
			must(t, err)
			for _, run := range runs {
				have = append(have, run.ID)
				below = run.ID
			}
			if wantSize := min(2, max(0, 5-2*page)); len(runs) != wantSize {
				t.Errorf("page %d has %d runs, want %d", page, len(runs), wantSize)
			}
		}
		if !slices.Equal(have, want) {
			t.Errorf("got %q, want %q", have, want)
		}
	})
}

func TestAnUnknownRunIsNotFound(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		created(t, s)
		for _, id := range []string{newID(t), "", "'; DROP TABLE runs; --", "\x00"} {
			if _, err := s.Get(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("Get(%q): got %v", id, err)
			}
			if _, err := s.Cancel(t.Context(), id); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("Cancel(%q): got %v", id, err)
			}
		}
	})
}

func TestCancelEndsAQueuedRunAndARunningOne(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		for _, open := range []*store.Run{created(t, s), claimed(t, s)} {
			run, err := s.Cancel(t.Context(), open.ID)
			must(t, err)
			if run.State != store.Cancelled || run.Ended.UnixMilli() != d.clock.now().UnixMilli() {
				t.Errorf("a cancelled %s run is %s, ended %s", open.State, run.State, run.Ended)
			}
			if _, err := s.Claim(t.Context(), open.ID, lease); !errors.Is(err, store.ErrLost) {
				t.Errorf("a cancelled run was claimed: %v", err)
			}
		}
	})
}

func TestCancelLeavesAnEndedRunAsItIs(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		for name, end := range ends(s) {
			run := claimed(t, s)
			must(t, end(run))
			before, err := s.Get(t.Context(), run.ID)
			must(t, err)
			d.clock.advance(lease)
			after, err := s.Cancel(t.Context(), run.ID)
			must(t, err)
			if after.State != before.State || after.Ended != before.Ended || !proto.Equal(after.Checkpoint, before.Checkpoint) {
				t.Errorf("%s: was %+v, is %+v", name, before, after)
			}
		}
	})
}

func TestEndedNamesThoseThatHaveEnded(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d *database) {
		s := d.handle(t)
		ids := []string{created(t, s).ID, claimed(t, s).ID, newID(t)}
		var want []string
		for _, end := range ends(s) {
			run := claimed(t, s)
			must(t, end(run))
			want = append(want, run.ID)
		}
		have, err := s.Ended(t.Context(), append(ids, want...))
		must(t, err)
		slices.Sort(have)
		slices.Sort(want)
		if !slices.Equal(have, want) {
			t.Errorf("got %q, want %q", have, want)
		}
		if none, err := s.Ended(t.Context(), nil); err != nil || len(none) > 0 {
			t.Errorf("of no runs: %q, %v", none, err)
		}
	})
}
