package sqlstore_test

import (
	"context"
	"errors"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const name = "solve"

func state(version uint64) *rolloutv1.State {
	return &rolloutv1.State{Version: version, Stage: rolloutv1.Stage_STAGE_SHADOW, BasisPoints: 100}
}

func change() *rolloutv1.AuditEntry {
	return &rolloutv1.AuditEntry{Version: 2, Actor: "anna", Before: state(1), After: state(2)}
}

func expectEqual(t testing.TB, have, want proto.Message) {
	t.Helper()
	if !proto.Equal(have, want) {
		t.Errorf("got %v, want %v", have, want)
	}
}

// calls are all that a store can be asked.
func calls(s experiment.Store) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Begin": func(ctx context.Context) error { _, err := s.Begin(ctx, name, state(1)); return err },
		"State": func(ctx context.Context) error { _, err := s.State(ctx, name); return err },
		"Swap":  func(ctx context.Context) error { return s.Swap(ctx, name, change()) },
		"Audit": func(ctx context.Context) error { _, err := s.Audit(ctx, name, 0, 1); return err },
		"AddEvidence": func(ctx context.Context) error {
			_, err := s.AddEvidence(ctx, name, 1, &rolloutv1.Evidence{Compared: 1})
			return err
		},
		"AddEvidence of nothing": func(ctx context.Context) error { _, err := s.AddEvidence(ctx, name, 1, nil); return err },
		"AddMismatch": func(ctx context.Context) error {
			_, err := s.AddMismatch(ctx, name, &rolloutv1.Mismatch{})
			return err
		},
		"Mismatch":        func(ctx context.Context) error { _, err := s.Mismatch(ctx, name, "m"); return err },
		"Mismatches":      func(ctx context.Context) error { _, err := s.Mismatches(ctx, name, "", 1); return err },
		"CountMismatches": func(ctx context.Context) error { _, err := s.CountMismatches(ctx, name); return err },
	}
}

// Who asks must not take an outage for an answer.
func TestAnOutageIsAnErrorOfItsOwn(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d database) {
		db, s := d.migrated(t)
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		for call, do := range calls(s) {
			if err := do(cancelled); !errors.Is(err, context.Canceled) {
				t.Errorf("%s by a caller that has gone: got %v", call, err)
			}
		}
		must(t, db.Close())
		for call, do := range calls(s) {
			if err := do(t.Context()); err == nil || errors.Is(err, experiment.ErrNotFound) || errors.Is(err, experiment.ErrStale) {
				t.Errorf("%s on a closed database: got %v", call, err)
			}
		}
	})
}

func TestAChangeIsNotMadeWithoutItsEntry(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d database) {
		db, s := d.migrated(t)
		rename := func(from, to string) {
			_, err := db.ExecContext(t.Context(), `ALTER TABLE `+from+` RENAME TO `+to)
			must(t, err)
		}
		rename("rollout_audit", "hidden")
		if err := s.Swap(t.Context(), name, change()); err == nil || errors.Is(err, experiment.ErrStale) {
			t.Errorf("got %v", err)
		}
		rename("hidden", "rollout_audit")
		have, err := s.State(t.Context(), name)
		must(t, err)
		expectEqual(t, have, state(1))
		must(t, s.Swap(t.Context(), name, change()))
	})
}

// Only the newest versions' evidence is kept: it would grow with every change.
func TestOldEvidenceIsForgotten(t *testing.T) {
	onEveryDatabase(t, func(t *testing.T, d database) {
		db, s := d.migrated(t)
		for version := uint64(1); version < 20; version++ {
			_, err := s.AddEvidence(t.Context(), name, version, &rolloutv1.Evidence{Compared: 1})
			must(t, err)
			must(t, s.Swap(t.Context(), name, &rolloutv1.AuditEntry{Before: state(version), After: state(version + 1)}))
		}
		var rows int
		must(t, db.QueryRowContext(t.Context(), `SELECT count(*) FROM rollout_evidence`).Scan(&rows))
		if rows != 1 {
			t.Errorf("evidence of %d versions is kept", rows)
		}
	})
}
