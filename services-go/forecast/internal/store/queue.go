package store

import (
	"context"
	"database/sql"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
)

const (
	// Jobs are fetched at most this often.
	fetchCooldown = time.Millisecond
	// Workers are told of new jobs. Polls find those of other processes on SQLite, and
	// those whose notification got lost; each costs about a millisecond of a core.
	fetchPollInterval = 250 * time.Millisecond
	// River ends jobs of dead workers, which Rescue replaced, after this time.
	endDeadJobsAfter = time.Minute
	// Ended jobs are of no use but to someone who looks into a fault.
	keepEndedJobs = time.Hour
	// How long the queue waits for runs to be given back when it stops.
	stopTimeout = 5 * time.Second
)

// runJob leads to a run that waits. Its end says nothing about the run.
type runJob struct {
	RunID string `json:"run_id"`
}

func (runJob) Kind() string { return "run" }

// newInserter is a client that inserts and cancels jobs and works none.
func newInserter(driver riverdriver.Driver[*sql.Tx]) *river.Client[*sql.Tx] {
	client, err := river.NewClient(driver, &river.Config{FetchCooldown: fetchCooldown, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		panic("a client without queues is always legal: " + err.Error())
	}
	return client
}

// enqueue inserts a job that leads to a run.
func (d *database) enqueue(ctx context.Context, tx *sql.Tx, id string) error {
	inserted, err := d.queue.InsertTx(ctx, tx, runJob{RunID: id}, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE runs SET job_id = $2 WHERE id = $1`, id, inserted.Job.ID)
	return err
}

func (d *database) Work(ctx context.Context, limit int, work func(ctx context.Context, id string)) error {
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, job *river.Job[runJob]) error {
		work(ctx, job.Args.RunID)
		return nil
	}))
	client, err := river.NewClient(d.driver, &river.Config{
		CancelledJobRetentionPeriod: keepEndedJobs,
		CompletedJobRetentionPeriod: keepEndedJobs,
		DiscardedJobRetentionPeriod: keepEndedJobs,
		FetchCooldown:               fetchCooldown,
		FetchPollInterval:           d.pollInterval,
		JobTimeout:                  -1,
		RescueStuckJobsAfter:        endDeadJobsAfter,
		Logger:                      newRiverLog(slog.Default().Handler()),
		Queues:                      map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: limit}},
		Workers:                     workers,
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
