package store

import (
	"context"
	"database/sql"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"

	"github.com/trivium/trivium/services-go/experiment/sqlstore"
	"github.com/trivium/trivium/services-go/internal/chassis/sqldb"
)

// OpenPostgres opens a database by its URL.
func OpenPostgres(ctx context.Context, url string) (Store, error) {
	db, err := sqldb.OpenPostgres(ctx, url, migratePostgres)
	if err != nil {
		return nil, err
	}
	store := newDatabase(db.DB, riverdatabasesql.NewWithPgxListener(db.DB, db.Pool))
	store.close = db.Close
	return store, nil
}

func migratePostgres(ctx context.Context, db *sql.DB) error {
	if err := migrate(ctx, db, goose.DialectPostgres, "migrations/postgres", riverdatabasesql.New(db)); err != nil {
		return err
	}
	return sqlstore.Migrate(ctx, db, sqlstore.Postgres)
}
