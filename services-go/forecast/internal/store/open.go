package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite" // database/sql driver
)

//go:embed migrations
var migrations embed.FS

const (
	sqliteFile = "forecast.db"
	// How long a writer waits for another process's lock.
	sqliteBusyTimeout    = 5 * time.Second
	postgresMaxConns     = 8
	postgresStartTimeout = 10 * time.Second
)

// OpenSQLite opens, and if need be makes, a database file in a directory. It refuses a
// file that is locked, read-only or on a full disk.
func OpenSQLite(ctx context.Context, directory string) (Store, error) {
	if err := os.MkdirAll(directory, 0o700); err != nil {
		return nil, fmt.Errorf("the data directory cannot be used: %w", err)
	}
	file := filepath.Join(directory, sqliteFile)
	pragmas := fmt.Sprintf("_pragma=journal_mode(WAL)&_pragma=busy_timeout(%d)&_txlock=immediate",
		sqliteBusyTimeout.Milliseconds())
	db, err := sql.Open("sqlite", "file:"+escapePath.Replace(file)+"?"+pragmas)
	if err != nil {
		return nil, err
	}
	// SQLite has one writer; a single connection turns lock contention into a queue.
	db.SetMaxOpenConns(1)
	if err := prepareSQLite(ctx, db); err != nil {
		db.Close()
		return nil, fmt.Errorf("the database %s cannot be used: %w", file, err)
	}
	return newDatabase(db, riversqlite.New(db)), nil
}

// escapePath escapes what has a meaning in SQLite's URIs.
var escapePath = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

func prepareSQLite(ctx context.Context, db *sql.DB) error {
	var mode string
	var timeoutMS int64
	if err := db.QueryRowContext(ctx, "PRAGMA journal_mode").Scan(&mode); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA busy_timeout").Scan(&timeoutMS); err != nil {
		return err
	}
	if mode != "wal" || timeoutMS != sqliteBusyTimeout.Milliseconds() {
		return fmt.Errorf("settings did not take effect: journal mode %s, busy timeout %d ms", mode, timeoutMS)
	}
	// A write shows whether the file can be written at all.
	if _, err := db.ExecContext(ctx, "PRAGMA user_version = 1"); err != nil {
		return err
	}
	return migrate(ctx, db, goose.DialectSQLite3, "migrations/sqlite", riversqlite.New(db))
}

// OpenPostgres opens a database by its URL.
func OpenPostgres(ctx context.Context, url string) (Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		// The parser's own error could show the password.
		return nil, fmt.Errorf("DATABASE_URL is not a Postgres URL")
	}
	config.MaxConns = postgresMaxConns
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("the database cannot be used: %w", err)
	}
	db := stdlib.OpenDBFromPool(pool)
	startCtx, cancel := context.WithTimeout(ctx, postgresStartTimeout)
	defer cancel()
	if err := migrate(startCtx, db, goose.DialectPostgres, "migrations/postgres", riverdatabasesql.New(db)); err != nil {
		db.Close()
		pool.Close()
		return nil, fmt.Errorf("the database cannot be used: %w", err)
	}
	store := newDatabase(db, riverdatabasesql.NewWithPgxListener(db, pool))
	store.closePool = pool.Close
	return store, nil
}

func migrate(
	ctx context.Context, db *sql.DB, dialect goose.Dialect, directory string, driver riverdriver.Driver[*sql.Tx],
) error {
	files, err := fs.Sub(migrations, directory)
	if err != nil {
		return err
	}
	if dialect == goose.DialectPostgres {
		unlock, err := lockMigrations(ctx, db)
		if err != nil {
			return err
		}
		defer unlock()
	}
	provider, err := goose.NewProvider(dialect, db, files)
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return err
	}
	migrator, err := rivermigrate.New(driver, nil)
	if err != nil {
		return err
	}
	_, err = migrator.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// lockMigrations makes replicas that start together migrate one after the other.
func lockMigrations(ctx context.Context, db *sql.DB) (unlock func(), err error) {
	const key = 0x747269766975 // "triviu"
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if _, err := connection.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(key)); err != nil {
		connection.Close()
		return nil, err
	}
	return func() {
		// Closing the session would unlock as well, but the pool keeps it open.
		_, _ = connection.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(key))
		connection.Close()
	}, nil
}
