package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"google.golang.org/protobuf/proto"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

const columns = `id, request_id, plan, traceparent, state, attempt, created_ms, started_ms, ended_ms,
	checkpoint, failure_reason, failure_description`

// database is the Store on any database that River and these statements run on.
type database struct {
	db        *sql.DB
	driver    riverdriver.Driver[*sql.Tx]
	inserter  *river.Client[*sql.Tx]
	now       func() time.Time
	closePool func()
}

func newDatabase(db *sql.DB, driver riverdriver.Driver[*sql.Tx]) *database {
	return &database{db: db, driver: driver, inserter: newInserter(driver), now: time.Now, closePool: func() {}}
}

func (d *database) Close() error {
	defer d.closePool()
	return d.db.Close()
}

func (d *database) Create(ctx context.Context, run *Run, maxQueued int) (*Run, bool, error) {
	plan, err := proto.MarshalOptions{Deterministic: true}.Marshal(run.Plan)
	if err != nil {
		return nil, false, err
	}
	created := false
	err = d.inTransaction(ctx, func(tx *sql.Tx) error {
		var queued int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM runs WHERE state = 'queued'`).Scan(&queued); err != nil {
			return err
		}
		result, err := tx.ExecContext(ctx, `
			INSERT INTO runs (id, request_id, plan, traceparent, state, created_ms)
			VALUES ($1, $2, $3, $4, 'queued', $5) ON CONFLICT (request_id) DO NOTHING`,
			run.ID, run.RequestID, plan, run.Traceparent, run.Created.UnixMilli())
		if err != nil {
			return err
		}
		if inserted, err := result.RowsAffected(); err != nil || inserted == 0 {
			return err
		}
		if queued >= maxQueued {
			return ErrQueueFull
		}
		created = true
		return d.enqueue(ctx, tx, run.ID)
	})
	if err != nil {
		return nil, false, err
	}
	stored, err := d.one(ctx, `SELECT `+columns+` FROM runs WHERE request_id = $1`, run.RequestID)
	if err != nil {
		return nil, false, err
	}
	if storedPlan, err := (proto.MarshalOptions{Deterministic: true}).Marshal(stored.Plan); err != nil {
		return nil, false, err
	} else if !bytes.Equal(storedPlan, plan) {
		return nil, false, ErrConflict
	}
	return stored, created, nil
}

func (d *database) Get(ctx context.Context, id string) (*Run, error) {
	return d.one(ctx, `SELECT `+columns+` FROM runs WHERE id = $1`, id)
}

func (d *database) List(ctx context.Context, below string, limit int) ([]*Run, error) {
	return d.many(ctx, `SELECT `+columns+` FROM runs WHERE id < $1 OR $1 = '' ORDER BY id DESC LIMIT $2`, below, limit)
}

func (d *database) Claim(ctx context.Context, id string, lease time.Duration) (*Run, error) {
	now := d.now()
	run, err := d.one(ctx, `
		UPDATE runs SET state = 'running', attempt = attempt + 1, lease_until_ms = $2,
			started_ms = CASE WHEN started_ms = 0 THEN $3 ELSE started_ms END
		WHERE id = $1 AND state = 'queued'
		RETURNING `+columns, id, now.Add(lease).UnixMilli(), now.UnixMilli())
	if errors.Is(err, ErrNotFound) {
		return nil, ErrLost
	}
	return run, err
}

func (d *database) Save(
	ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint, lease time.Duration,
) error {
	encoded, err := proto.Marshal(checkpoint)
	if err != nil {
		return err
	}
	return d.held(ctx, `UPDATE runs SET checkpoint = $3, lease_until_ms = $4
		WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		id, attempt, encoded, d.now().Add(lease).UnixMilli())
}

func (d *database) Succeed(ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint) error {
	encoded, err := proto.Marshal(checkpoint)
	if err != nil {
		return err
	}
	return d.held(ctx, `UPDATE runs SET state = 'succeeded', checkpoint = $3, ended_ms = $4
		WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		id, attempt, encoded, d.now().UnixMilli())
}

func (d *database) Fail(ctx context.Context, id string, attempt uint32, failure Failure) error {
	return d.held(ctx, `UPDATE runs SET state = 'failed', failure_reason = $3, failure_description = $4, ended_ms = $5
		WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		id, attempt, failure.Reason, failure.Description, d.now().UnixMilli())
}

func (d *database) Cancel(ctx context.Context, id string) (*Run, error) {
	_, err := d.db.ExecContext(ctx, `UPDATE runs SET state = 'cancelled', ended_ms = $2
		WHERE id = $1 AND state IN ('queued', 'running')`, id, d.now().UnixMilli())
	if err != nil {
		return nil, err
	}
	return d.Get(ctx, id)
}

func (d *database) Ended(ctx context.Context, ids []string) ([]string, error) {
	placeholders := make([]string, len(ids))
	values := make([]any, len(ids))
	for i, id := range ids {
		placeholders[i], values[i] = "$"+strconv.Itoa(i+1), id
	}
	return d.texts(ctx, `SELECT id FROM runs WHERE state NOT IN ('queued', 'running')
		AND id IN (`+strings.Join(placeholders, ", ")+`)`, values...)
}

// held runs a statement that only the holder of a run may run.
func (d *database) held(ctx context.Context, statement string, values ...any) error {
	result, err := d.db.ExecContext(ctx, statement, values...)
	if err != nil {
		return err
	}
	changed, err := result.RowsAffected()
	if err == nil && changed == 0 {
		return ErrLost
	}
	return err
}

func (d *database) inTransaction(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, ignoreDone(tx.Rollback()))
	}
	return tx.Commit()
}

func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}

func (d *database) one(ctx context.Context, query string, values ...any) (*Run, error) {
	runs, err := d.many(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	if len(runs) == 0 {
		return nil, ErrNotFound
	}
	return runs[0], nil
}

func (d *database) many(ctx context.Context, query string, values ...any) ([]*Run, error) {
	rows, err := d.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var runs []*Run
	for rows.Next() {
		run, err := scan(rows)
		if err != nil {
			return nil, err
		}
		runs = append(runs, run)
	}
	return runs, rows.Err()
}

func (d *database) texts(ctx context.Context, query string, values ...any) ([]string, error) {
	rows, err := d.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	return scanTexts(rows)
}

func scanTexts(rows *sql.Rows) ([]string, error) {
	defer rows.Close()
	var texts []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		texts = append(texts, text)
	}
	return texts, rows.Err()
}

func scan(rows *sql.Rows) (*Run, error) {
	run := &Run{Plan: &forecastv1.Plan{}, Checkpoint: &storagev1.Checkpoint{}}
	var plan, checkpoint []byte
	var created, started, ended int64
	err := rows.Scan(&run.ID, &run.RequestID, &plan, &run.Traceparent, &run.State, &run.Attempt,
		&created, &started, &ended, &checkpoint, &run.Failure.Reason, &run.Failure.Description)
	if err != nil {
		return nil, err
	}
	run.Created, run.Started, run.Ended = moment(created), moment(started), moment(ended)
	return run, errors.Join(proto.Unmarshal(plan, run.Plan), proto.Unmarshal(checkpoint, run.Checkpoint))
}

// moment is the time of so many milliseconds; 0 stands for none.
func moment(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
