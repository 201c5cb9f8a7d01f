package store

import (
	"context"
	"database/sql"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/sqlstore"
)

// database is the Store on any database that River and these statements run on.
type database struct {
	db     *sql.DB
	driver riverdriver.Driver[*sql.Tx]
	queue  *river.Client[*sql.Tx]
	// notifier tells workers of new jobs where the database does not.
	notifier *notifier
	// pollInterval is how often workers look for jobs that nobody told them of.
	pollInterval time.Duration
	now          func() time.Time
	// close ends all connections.
	close func() error
}

func newDatabase(db *sql.DB, driver riverdriver.Driver[*sql.Tx]) *database {
	return &database{
		db: db, driver: driver, queue: newInserter(driver), notifier: newNotifier(),
		pollInterval: fetchPollInterval, now: time.Now, close: db.Close,
	}
}

func (d *database) Rollouts() experiment.Store { return sqlstore.New(d.db) }

func (d *database) Close() error { return d.close() }

func (d *database) inTransaction(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := d.db.BeginTx(ctx, nil)
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

func (d *database) one(ctx context.Context, query string, values ...any) (*Run, error) {
	rows, err := d.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	runs, err := collect(rows, scanRun)
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 {
		return nil, ErrNotFound
	}
	return runs[0], nil
}

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
