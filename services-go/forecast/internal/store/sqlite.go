package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riversqlite"

	"github.com/trivium/trivium/services-go/experiment/sqlstore"
	"github.com/trivium/trivium/services-go/internal/chassis/sqldb"
)

const sqliteFile = "forecast.db"

// OpenSQLite opens, and if need be makes, a database file in a directory. It refuses a
// file that is locked, cannot be written or is on a full disk.
func OpenSQLite(ctx context.Context, directory string) (Store, error) {
	db, err := sqldb.OpenSQLite(ctx, directory, sqliteFile, migrateSQLite)
	if err != nil {
		return nil, err
	}
	notifier := newNotifier()
	store := newDatabase(db, notifiedDriver{riversqlite.New(db), notifier})
	store.notifier = notifier
	return store, nil
}

func migrateSQLite(ctx context.Context, db *sql.DB) error {
	if err := migrate(ctx, db, goose.DialectSQLite3, "migrations/sqlite", riversqlite.New(db)); err != nil {
		return err
	}
	return sqlstore.Migrate(ctx, db, sqlstore.SQLite)
}
