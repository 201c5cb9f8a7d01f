package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"

	"github.com/trivium/trivium/services-go/experiment/sqlstore"
)

const (
	postgresMaxConns     = 8
	postgresStartTimeout = 10 * time.Second
)

// OpenPostgres opens a database by its URL.
func OpenPostgres(ctx context.Context, url string) (Store, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		// The parser's own error could show the password.
		return nil, errors.New("DATABASE_URL is not a Postgres URL")
	}
	config.MaxConns = postgresMaxConns
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("the database cannot be used: %w", plainPostgres(err))
	}
	db := stdlib.OpenDBFromPool(pool)
	if err := preparePostgres(ctx, db); err != nil {
		db.Close()
		pool.Close()
		return nil, fmt.Errorf("the database cannot be used: %w", plainPostgres(err))
	}
	store := newDatabase(db, riverdatabasesql.NewWithPgxListener(db, pool))
	store.closePool = pool.Close
	return store, nil
}

// preparePostgres migrates; replicas that start together do so one after the other.
func preparePostgres(ctx context.Context, db *sql.DB) error {
	const migrationLock = 0x747269766975 // "triviu"
	ctx, cancel := context.WithTimeout(ctx, postgresStartTimeout)
	defer cancel()
	locked, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer locked.Close()
	if _, err := locked.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock)); err != nil {
		return err
	}
	// Closing the session would unlock as well, but the pool keeps it open.
	defer locked.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrationLock))
	if err := migrate(ctx, db, goose.DialectPostgres, "migrations/postgres", riverdatabasesql.New(db)); err != nil {
		return err
	}
	return sqlstore.Migrate(ctx, db, sqlstore.Postgres)
}

// plainPostgres says what Postgres's errors mean to the person who runs the service.
func plainPostgres(err error) error {
	var refused *pgconn.PgError
	var unreached *pgconn.ConnectError
	switch {
	case errors.As(err, &refused):
		return errors.New(refused.Message)
	case errors.As(err, &unreached):
		address := net.JoinHostPort(unreached.Config.Host, strconv.Itoa(int(unreached.Config.Port)))
		return fmt.Errorf("no Postgres answers at %s", address)
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("no answer in %s", postgresStartTimeout)
	default:
		return err
	}
}
