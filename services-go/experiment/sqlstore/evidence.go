package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// AddEvidence adds what was observed at one version of the state, and returns the sum. A
// delta without numbers writes nothing.
func (s *Store) AddEvidence(
	ctx context.Context, name string, version uint64, delta *rolloutv1.Evidence,
) (*rolloutv1.Evidence, error) {
	if proto.Size(delta) == 0 {
		return s.evidence(ctx, name, version)
	}
	var sum *rolloutv1.Evidence
	err := s.inTransaction(ctx, func(tx *sql.Tx) error {
		// Counting the addition locks the row.
		var stored []byte
		err := tx.QueryRowContext(ctx, `INSERT INTO rollout_evidence (name, version, additions, evidence)
			VALUES ($1, $2, 1, $3) ON CONFLICT (name, version) DO UPDATE SET additions = rollout_evidence.additions + 1
			RETURNING evidence`, name, version, []byte{}).Scan(&stored)
		if err != nil {
			return err
		}
		before := &rolloutv1.Evidence{}
		if err := proto.Unmarshal(stored, before); err != nil {
			return err
		}
		sum = evidence.Sum(before, delta)
		encoded, err := proto.Marshal(sum)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE rollout_evidence SET evidence = $3 WHERE name = $1 AND version = $2`,
			name, version, encoded)
		return err
	})
	if err != nil {
		return nil, err
	}
	return sum, nil
}

func (s *Store) evidence(ctx context.Context, name string, version uint64) (*rolloutv1.Evidence, error) {
	var stored []byte
	err := s.db.QueryRowContext(ctx, `SELECT evidence FROM rollout_evidence WHERE name = $1 AND version = $2`,
		name, version).Scan(&stored)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	sum := &rolloutv1.Evidence{}
	return sum, proto.Unmarshal(stored, sum)
}

// forgetEvidence deletes the evidence of versions below one. The audit trail has what
// mattered of it.
func forgetEvidence(ctx context.Context, tx *sql.Tx, name string, below uint64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM rollout_evidence WHERE name = $1 AND version < $2`, name, below)
	return err
}
