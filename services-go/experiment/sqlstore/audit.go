package sqlstore

import (
	"context"
	"database/sql"
	"math"

	"google.golang.org/protobuf/proto"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Audit returns entries in falling order of version.
func (s *Store) Audit(ctx context.Context, name string, below uint64, limit int) ([]*rolloutv1.AuditEntry, error) {
	if impossible(name) {
		return nil, nil
	}
	if below == 0 || below > math.MaxInt64 {
		below = math.MaxInt64
	}
	rows, err := s.db.QueryContext(ctx, `SELECT entry FROM rollout_audit
		WHERE name = $1 AND version < $2 ORDER BY version DESC LIMIT $3`, name, below, limit)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanEntry)
}

func scanEntry(rows *sql.Rows) (*rolloutv1.AuditEntry, error) {
	var encoded []byte
	if err := rows.Scan(&encoded); err != nil {
		return nil, err
	}
	entry := &rolloutv1.AuditEntry{}
	return entry, proto.Unmarshal(encoded, entry)
}
