package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Begin returns the state of a rollout, which is the given one if there was none.
func (s *Store) Begin(ctx context.Context, name string, initial *rolloutv1.State) (*rolloutv1.State, error) {
	encoded, err := proto.Marshal(initial)
	if err != nil {
		return nil, err
	}
	_, err = s.db.ExecContext(ctx, `INSERT INTO rollouts (name, version, state) VALUES ($1, $2, $3)
		ON CONFLICT (name) DO NOTHING`, name, initial.GetVersion(), encoded)
	if err != nil {
		return nil, err
	}
	return s.State(ctx, name)
}

// State returns the state of a rollout.
func (s *Store) State(ctx context.Context, name string) (*rolloutv1.State, error) {
	if impossible(name) {
		return nil, experiment.ErrNotFound
	}
	return scanState(s.db.QueryRowContext(ctx, selectState, name))
}

const selectState = `SELECT state FROM rollouts WHERE name = $1`

func scanState(row *sql.Row) (*rolloutv1.State, error) {
	var encoded []byte
	err := row.Scan(&encoded)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, experiment.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	state := &rolloutv1.State{}
	return state, proto.Unmarshal(encoded, state)
}

// Swap makes entry.After the state, if it still has the version of entry.Before.
func (s *Store) Swap(ctx context.Context, name string, entry *rolloutv1.AuditEntry) error {
	state, err := proto.Marshal(entry.GetAfter())
	if err != nil {
		return err
	}
	encoded, err := proto.Marshal(entry)
	if err != nil {
		return err
	}
	if impossible(name) {
		return experiment.ErrNotFound
	}
	before, after := entry.GetBefore().GetVersion(), entry.GetAfter().GetVersion()
	return s.inTransaction(ctx, func(tx *sql.Tx) error {
		result, err := tx.ExecContext(ctx, `UPDATE rollouts SET version = $3, state = $4
			WHERE name = $1 AND version = $2`, name, before, after, state)
		if err != nil {
			return err
		}
		if changed, err := result.RowsAffected(); err != nil {
			return err
		} else if changed == 0 {
			return staleOrUnknown(ctx, tx, name)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO rollout_audit (name, version, entry) VALUES ($1, $2, $3)`,
			name, after, encoded)
		if err != nil {
			return err
		}
		return forgetEvidence(ctx, tx, name, before)
	})
}

// staleOrUnknown is why a state was not changed.
func staleOrUnknown(ctx context.Context, tx *sql.Tx, name string) error {
	if _, err := scanState(tx.QueryRowContext(ctx, selectState, name)); err != nil {
		return err
	}
	return experiment.ErrStale
}
