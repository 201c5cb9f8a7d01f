package store

import (
	"context"
	"database/sql"
	"io"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
)

const (
	// Insert to start takes about a poll at worst.
	fetchCooldown     = time.Millisecond
	fetchPollInterval = 25 * time.Millisecond
	// A job that stays with a dead worker is cleaned away after this; its run was
	// rescued by its lease long before.
	rescueJobsAfter = time.Hour
	// How long the queue waits for runs to be given back when it stops.
	stopTimeout = 5 * time.Second
	// Runs rescued at once.
	rescueLimit = 100
)

type runJob struct {
	RunID string `json:"run_id"`
}

func (runJob) Kind() string { return "run" }

// newInserter is a client that inserts jobs and works none.
func newInserter(driver riverdriver.Driver[*sql.Tx]) *river.Client[*sql.Tx] {
	client, err := river.NewClient(driver, &river.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
	if err != nil {
		panic("a client without queues is always legal: " + err.Error())
	}
	return client
}

func (d *database) enqueue(ctx context.Context, tx *sql.Tx, id string) error {
	_, err := d.inserter.InsertTx(ctx, tx, runJob{RunID: id}, nil)
	return err
}

func (d *database) Work(ctx context.Context, limit int, work func(ctx context.Context, id string)) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[runJob]) error {
		work(ctx, job.Args.RunID)
		return nil
	}))
	client, err := river.NewClient(d.driver, &river.Config{
		FetchCooldown:        fetchCooldown,
		FetchPollInterval:    fetchPollInterval,
		JobTimeout:           -1,
		RescueStuckJobsAfter: rescueJobsAfter,
		Logger:               slog.New(warnings{slog.Default().Handler()}),
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: limit}},
		Workers:              workers,
	})
	if err != nil {
		return err
	}
	if err := client.Start(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	<-ctx.Done()
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTimeout)
	defer cancel()
	return client.StopAndCancel(stopCtx)
}

func (d *database) Rescue(ctx context.Context) (int, error) {
	rescued := 0
	err := d.inTransaction(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, `UPDATE runs SET state = 'queued' WHERE id IN (
			SELECT id FROM runs WHERE state = 'running' AND lease_until_ms <= $1 LIMIT $2)
			AND state = 'running' RETURNING id`, d.now().UnixMilli(), rescueLimit)
		if err != nil {
			return err
		}
		ids, err := scanTexts(rows)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := d.enqueue(ctx, tx, id); err != nil {
				return err
			}
		}
		rescued = len(ids)
		return nil
	})
	return rescued, err
}

// warnings leaves out what River says about its everyday life.
type warnings struct{ slog.Handler }

func (w warnings) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }
