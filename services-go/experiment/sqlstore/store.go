// Package sqlstore keeps rollouts in a database: SQLite or Postgres, beside the tables of
// the service whose calls move. It opens no connections and closes none:
//
//	if err := sqlstore.Migrate(ctx, db, sqlstore.Postgres); err != nil {
//		return err
//	}
//	var rollouts experiment.Store = sqlstore.New(db)
//
// The statements are the same on both databases. Whatever reads before it writes begins
// with a write, which takes the row's lock on Postgres and the file's on SQLite.
package sqlstore

import (
	"context"
	"database/sql"
	"strings"
	"unicode/utf8"

	"github.com/trivium/trivium/services-go/experiment"
)

// Store is an [experiment.Store] on a database that [Migrate] has prepared.
type Store struct{ db *sql.DB }

var _ experiment.Store = (*Store)(nil)

// New is a store on a database. A single connection is enough.
func New(db *sql.DB) *Store { return &Store{db} }

func (s *Store) inTransaction(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	// After a commit this does nothing.
	defer tx.Rollback()
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// impossible tells whether nothing can have such a name or id: Postgres refuses even to
// look for a NUL, or for what is not UTF-8.
func impossible(text string) bool { return strings.ContainsRune(text, 0) || !utf8.ValidString(text) }

// collect reads and closes rows.
func collect[T any](rows *sql.Rows, scan func(*sql.Rows) (T, error)) ([]T, error) {
	defer rows.Close()
	var values []T
	for rows.Next() {
		value, err := scan(rows)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}
