package sqlstore

import (
	"context"
	"database/sql"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// AddMismatch stores a mismatch, or counts the one of the same identity and field. Calls at
// the same moment on Postgres may pass [experiment.MaxMismatches] by as many as there are.
func (s *Store) AddMismatch(ctx context.Context, name string, mismatch *rolloutv1.Mismatch) (string, error) {
	row, err := encodeMismatch(mismatch)
	if err != nil {
		return "", err
	}
	var id string
	err = s.inTransaction(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `
			INSERT INTO rollout_mismatches (name, id, fingerprint, seen_count, first_ns, last_ns, summary, calls)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (name, fingerprint) DO UPDATE SET
				seen_count = rollout_mismatches.seen_count + excluded.seen_count, last_ns = excluded.last_ns
			RETURNING id`,
			name, mismatch.GetId(), row.fingerprint, mismatch.GetCount(), row.firstNs, row.lastNs, row.summary, row.calls).Scan(&id)
		if err != nil || id != mismatch.GetId() {
			return err
		}
		return makeRoom(ctx, tx, name, id)
	})
	return id, err
}

// makeRoom deletes the mismatches seen longest ago, but not the one that has just come.
func makeRoom(ctx context.Context, tx *sql.Tx, name, newest string) error {
	const others = experiment.MaxMismatches - 1
	_, err := tx.ExecContext(ctx, `DELETE FROM rollout_mismatches WHERE name = $1 AND id IN (
		SELECT id FROM rollout_mismatches WHERE name = $1 AND id <> $2
		ORDER BY last_ns DESC, id DESC LIMIT $3 OFFSET $3)`, name, newest, others)
	return err
}

// Mismatch returns one mismatch, whole.
func (s *Store) Mismatch(ctx context.Context, name, id string) (*rolloutv1.Mismatch, error) {
	if impossible(name) || impossible(id) {
		return nil, experiment.ErrNotFound
	}
	found, err := s.mismatches(ctx, `SELECT id, seen_count, first_ns, last_ns, summary, calls FROM rollout_mismatches
		WHERE name = $1 AND id = $2`, name, id)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, experiment.ErrNotFound
	}
	return found[0], nil
}

// Mismatches returns mismatches without requests and answers, in falling order of id.
func (s *Store) Mismatches(ctx context.Context, name, below string, limit int) ([]*rolloutv1.Mismatch, error) {
	if impossible(name) || impossible(below) {
		return nil, nil
	}
	return s.mismatches(ctx, `SELECT id, seen_count, first_ns, last_ns, summary, NULL FROM rollout_mismatches
		WHERE name = $1 AND ($2 = '' OR id < $2) ORDER BY id DESC LIMIT $3`, name, below, limit)
}

// CountMismatches returns how many mismatches are stored.
func (s *Store) CountMismatches(ctx context.Context, name string) (count uint64, err error) {
	if impossible(name) {
		return 0, nil
	}
	return count, s.db.QueryRowContext(ctx, `SELECT count(*) FROM rollout_mismatches WHERE name = $1`, name).Scan(&count)
}

func (s *Store) mismatches(ctx context.Context, query string, values ...any) ([]*rolloutv1.Mismatch, error) {
	rows, err := s.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanMismatch)
}
