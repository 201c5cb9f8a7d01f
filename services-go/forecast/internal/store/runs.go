package store

import (
	"bytes"
	"context"
	"database/sql"
	"strconv"
	"strings"
	"time"
)

func (d *database) Create(ctx context.Context, run *Run, maxQueued int) (*Run, bool, error) {
	plan, err := encodePlan(run.Plan)
	if err != nil {
		return nil, false, err
	}
	created := false
	err = d.inTransaction(ctx, func(tx *sql.Tx) error {
		created, err = d.insert(ctx, tx, run, plan, maxQueued)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	if created {
		d.notifier.notify()
	}
	stored, err := d.one(ctx, `SELECT `+columns+` FROM runs WHERE request_id = $1`, run.RequestID)
	if err != nil {
		return nil, false, err
	}
	storedPlan, err := encodePlan(stored.Plan)
	if err != nil {
		return nil, false, err
	}
	if !bytes.Equal(storedPlan, plan) {
		return nil, false, ErrConflict
	}
	return stored, created, nil
}

// insert inserts a run and its job, and says whether the request id was new.
func (d *database) insert(ctx context.Context, tx *sql.Tx, run *Run, plan []byte, maxQueued int) (bool, error) {
	result, err := tx.ExecContext(ctx, `
		INSERT INTO runs (id, request_id, plan, traceparent, state, created_ms)
		VALUES ($1, $2, $3, $4, 'queued', $5) ON CONFLICT (request_id) DO NOTHING`,
		run.ID, run.RequestID, plan, run.Traceparent, run.Created.UnixMilli())
	if err != nil {
		return false, err
	}
	if inserted, err := result.RowsAffected(); err != nil || inserted == 0 {
		return false, err
	}
	var queued int
	if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM runs WHERE state = 'queued'`).Scan(&queued); err != nil {
		return false, err
	}
	if queued > maxQueued {
		return false, ErrQueueFull
	}
	return true, d.enqueue(ctx, tx, run.ID)
}

// impossible tells whether no run can have an id: Postgres refuses even to look for a NUL.
func impossible(id string) bool { return strings.ContainsRune(id, 0) }

func (d *database) Get(ctx context.Context, id string) (*Run, error) {
	if impossible(id) {
		return nil, ErrNotFound
	}
	return d.one(ctx, `SELECT `+columns+` FROM runs WHERE id = $1`, id)
}

func (d *database) List(ctx context.Context, below string, limit int) ([]*Run, error) {
	query, values := `SELECT `+outlineColumns+` FROM runs ORDER BY id DESC LIMIT $1`, []any{limit}
	if below != "" {
		query = `SELECT ` + outlineColumns + ` FROM runs WHERE id < $2 ORDER BY id DESC LIMIT $1`
		values = append(values, below)
	}
	rows, err := d.db.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanOutline)
}

func (d *database) Cancel(ctx context.Context, id string) (*Run, error) {
	if impossible(id) {
		return nil, ErrNotFound
	}
	_, err := d.db.ExecContext(ctx, `UPDATE runs SET state = 'cancelled', ended_ms = $2
		WHERE id = $1 AND state IN ('queued', 'running')`, id, d.now().UnixMilli())
	if err != nil {
		return nil, err
	}
	return d.Get(ctx, id)
}

// Runs that are forgotten at once: others wait for SQLite meanwhile.
const maxForgotten = 1000

func (d *database) Forget(ctx context.Context, ended time.Time) (int, error) {
	result, err := d.db.ExecContext(ctx, `DELETE FROM runs WHERE id IN (
		SELECT id FROM runs WHERE ended_ms > 0 AND ended_ms < $1 LIMIT $2)`, ended.UnixMilli(), maxForgotten)
	if err != nil {
		return 0, err
	}
	forgotten, err := result.RowsAffected()
	return int(forgotten), err
}

func (d *database) Ended(ctx context.Context, ids []string) ([]string, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	placeholders := make([]string, len(ids))
	values := make([]any, len(ids))
	for i, id := range ids {
		placeholders[i], values[i] = "$"+strconv.Itoa(i+1), id
	}
	rows, err := d.db.QueryContext(ctx, `SELECT id FROM runs WHERE state NOT IN ('queued', 'running')
		AND id IN (`+strings.Join(placeholders, ", ")+`)`, values...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (id string, err error) { return id, rows.Scan(&id) })
}
