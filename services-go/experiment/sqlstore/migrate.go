package sqlstore

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// Dialect is a kind of database.
type Dialect string

// The dialects.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

//go:embed migrations
var migrations embed.FS

// migrationTable keeps these migrations apart from those of the service.
const migrationTable = "rollout_migrations"

// Migrate brings the tables of rollouts to their newest version. Replicas that start
// together may call it at once.
func Migrate(ctx context.Context, db *sql.DB, dialect Dialect) error {
	files, err := fs.Sub(migrations, "migrations/"+string(dialect))
	if err != nil {
		return err
	}
	options := []goose.ProviderOption{goose.WithTableName(migrationTable)}
	gooseDialect := goose.DialectSQLite3
	if dialect == Postgres {
		gooseDialect = goose.DialectPostgres
		options = append(options, goose.WithSessionLocker(oneAtATime{}))
	}
	provider, err := goose.NewProvider(gooseDialect, db, files, options...)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// oneAtATime lets one replica migrate a Postgres database while the others wait. A file of
// SQLite belongs to one process.
type oneAtATime struct{}

const migrationLock int64 = 0x726f6c6c6f7574 // "rollout"

func (oneAtATime) SessionLock(ctx context.Context, connection *sql.Conn) error {
	_, err := connection.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock)
	return err
}

func (oneAtATime) SessionUnlock(ctx context.Context, connection *sql.Conn) error {
	_, err := connection.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", migrationLock)
	return err
}
