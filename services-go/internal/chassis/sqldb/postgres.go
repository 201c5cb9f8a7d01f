package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
)

const (
	postgresMaxConns     = 8
	postgresStartTimeout = 10 * time.Second
	// Of Postgres's advisory locks: "triviu".
	migrationLock int64 = 0x747269766975
)

// Postgres is a database, and the pool of connections below it.
type Postgres struct {
	*sql.DB
	Pool *pgxpool.Pool
}

// Close ends all connections.
func (p *Postgres) Close() error {
	defer p.Pool.Close()
	return p.DB.Close()
}

// OpenPostgres opens a database by its URL, and prepares it. Replicas that start together
// prepare it one after the other.
func OpenPostgres(ctx context.Context, url string, prepare Prepare) (*Postgres, error) {
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
	db := &Postgres{stdlib.OpenDBFromPool(pool), pool}
	if err := db.locked(ctx, prepare); err != nil {
		db.Close()
		return nil, fmt.Errorf("the database cannot be used: %w", plainPostgres(err))
	}
	return db, nil
}

// CheckURL tells whether a setting is the URL of a Postgres database.
func CheckURL(text string) error {
	parsed, err := url.Parse(text)
	if err == nil && parsed.Scheme != "postgres" && parsed.Scheme != "postgresql" {
		err = errors.New("another scheme")
	}
	return err
}

// locked prepares the database while no other replica does.
func (p *Postgres) locked(ctx context.Context, prepare Prepare) error {
	ctx, cancel := context.WithTimeout(ctx, postgresStartTimeout)
	defer cancel()
	locked, err := p.Conn(ctx)
	if err != nil {
		return err
	}
	defer locked.Close()
	if _, err := locked.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLock); err != nil {
		return err
	}
	// Closing the session would unlock as well, but the pool keeps it open.
	defer locked.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", migrationLock)
	return prepare(ctx, p.DB)
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
