package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/riverqueue/river/rivertype"
)

// A worker that took a job and did not claim its run in this time is dead.
const claimTimeout = 3 * time.Second

// abandoned is a run that nobody works on, and the last job that led to it.
type abandoned struct {
	id  string
	job int64
}

func (d *database) Rescue(ctx context.Context) (int, error) {
	var runs []abandoned
	err := d.inTransaction(ctx, func(tx *sql.Tx) error {
		// In this order, since runs whose lease is out have no job afterwards.
		jobless, err := d.jobless(ctx, tx)
		if err != nil {
			return err
		}
		expired, err := d.expired(ctx, tx)
		if err != nil {
			return err
		}
		runs = append(jobless, expired...)
		for _, run := range runs {
			if err := d.replaceJob(ctx, tx, run); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	if len(runs) > 0 {
		d.notifier.notify()
	}
	return len(runs), nil
}

// expired takes runs from holders whose lease is out.
func (d *database) expired(ctx context.Context, tx *sql.Tx) ([]abandoned, error) {
	return queryAbandoned(ctx, tx, `UPDATE runs SET state = 'queued'
		WHERE state = 'running' AND lease_until_ms <= $1 RETURNING id, job_id`, d.now().UnixMilli())
}

// jobless finds queued runs whose job no longer waits, because the worker that took it
// died, or could not write, before it claimed the run.
func (d *database) jobless(ctx context.Context, tx *sql.Tx) ([]abandoned, error) {
	taken, err := queryAbandoned(ctx, tx, `SELECT id, job_id FROM runs
		WHERE state = 'queued' AND NOT EXISTS (SELECT 1 FROM river_job
			WHERE river_job.id = runs.job_id AND river_job.state IN ('available', 'pending', 'retryable', 'scheduled'))
		ORDER BY id`)
	if err != nil {
		return nil, err
	}
	var jobless []abandoned
	for _, run := range taken {
		claiming, err := d.claiming(ctx, tx, run.job)
		if err != nil {
			return nil, err
		}
		if !claiming {
			jobless = append(jobless, run)
		}
	}
	return jobless, nil
}

// claiming tells whether a worker took a job so recently that it may still claim the run.
func (d *database) claiming(ctx context.Context, tx *sql.Tx, id int64) (bool, error) {
	job, err := d.queue.JobGetTx(ctx, tx, id)
	if errors.Is(err, rivertype.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return job.State == rivertype.JobStateRunning && d.now().Sub(*job.AttemptedAt) < claimTimeout, nil
}

// replaceJob puts a run into the queue again. River ends the old job, dead or alive.
func (d *database) replaceJob(ctx context.Context, tx *sql.Tx, run abandoned) error {
	if _, err := d.queue.JobCancelTx(ctx, tx, run.job); err != nil && !errors.Is(err, rivertype.ErrNotFound) {
		return err
	}
	return d.enqueue(ctx, tx, run.id)
}

func queryAbandoned(ctx context.Context, tx *sql.Tx, query string, values ...any) ([]abandoned, error) {
	rows, err := tx.QueryContext(ctx, query, values...)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows) (run abandoned, err error) { return run, rows.Scan(&run.id, &run.job) })
}
