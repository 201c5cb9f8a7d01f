// Package store keeps runs, and the queue of runs that wait to be computed, in one
// database: SQLite by default, Postgres to scale. River is the queue; a run and the job
// that leads to it are inserted in one transaction, so an accepted run has a job. Should
// the job be used up and the run still wait, it gets another: its worker died, or the
// database could not be written, between the two.
//
// # Leases
//
// Whoever computes a run holds a lease on it and renews it with every checkpoint. When
// the holder dies, the lease runs out and any replica puts the run into the queue again.
// Each claim raises the run's attempt number, and only the holder of the latest attempt
// can write: a holder that was slow rather than dead cannot do harm. Leases only decide
// who works, never what the result is, so clocks that disagree cost time, not truth.
package store

import (
	"context"
	"errors"
	"time"

	"github.com/trivium/trivium/services-go/experiment"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// State of a run.
type State string

// The states.
const (
	Queued    State = "queued"
	Running   State = "running"
	Succeeded State = "succeeded"
	Failed    State = "failed"
	Cancelled State = "cancelled"
)

// Final tells whether a run in this state never changes again.
func (s State) Final() bool { return s == Succeeded || s == Failed || s == Cancelled }

// Run is one plan and how far it is.
type Run struct {
	// ID is a UUID of version 7: ids sort by time of creation.
	ID string
	// RequestID was chosen by the caller, unique to what it wanted done.
	RequestID string
	// Plan has every default filled in.
	Plan *forecastv1.Plan
	// Traceparent of the call that created the run, or empty.
	Traceparent string
	State       State
	// Attempt counts how often the run was claimed; 0 before the first time.
	Attempt uint32
	// Created, Started and Ended are zero before they happen.
	Created, Started, Ended time.Time
	// Checkpoint is what was computed so far; empty before the first.
	Checkpoint *storagev1.Checkpoint
	// Failure says why a run failed.
	Failure Failure
}

// Failure of a run, in words that a caller may read.
type Failure struct {
	// Reason is the name of an ErrorReason, without its prefix.
	Reason      string
	Description string
}

// What may be wrong with a request to the store.
var (
	// ErrNotFound: no run has this id.
	ErrNotFound = errors.New("no such run")
	// ErrConflict: the request id was used before, with another plan.
	ErrConflict = errors.New("request id used with another plan")
	// ErrQueueFull: too many runs are queued.
	ErrQueueFull = errors.New("queue full")
	// ErrLost: the run has ended, or another attempt holds it.
	ErrLost = errors.New("run lost")
)

// Store keeps runs. All methods are safe for concurrent use.
type Store interface {
	// Create inserts a run and its job. A known request id with the same plan returns
	// the run of that time and false; with another plan, ErrConflict. ErrQueueFull when
	// maxQueued runs are queued already; calls at the same moment on Postgres may pass
	// this by as many as there are.
	Create(ctx context.Context, run *Run, maxQueued int) (*Run, bool, error)
	// Get returns a run, or ErrNotFound.
	Get(ctx context.Context, id string) (*Run, error)
	// List returns runs in falling order of id, from below the given id on; from the
	// newest when it is empty. Their checkpoints have no years.
	List(ctx context.Context, below string, limit int) ([]*Run, error)
	// Claim takes a queued run for a new attempt. ErrLost when it is not queued.
	Claim(ctx context.Context, id string, lease time.Duration) (*Run, error)
	// Save writes a checkpoint and renews the lease; a lease of 0 gives the run back.
	// ErrLost when the attempt no longer holds the run.
	Save(ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint, lease time.Duration) error
	// Succeed ends a run with its last checkpoint. ErrLost as for Save.
	Succeed(ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint) error
	// Fail ends a run. ErrLost as for Save.
	Fail(ctx context.Context, id string, attempt uint32, failure Failure) error
	// Cancel ends a run that has not ended, and returns it either way; or ErrNotFound.
	Cancel(ctx context.Context, id string) (*Run, error)
	// Ended returns those of the given runs that have ended.
	Ended(ctx context.Context, ids []string) ([]string, error)
	// Forget deletes runs that ended before a moment, a thousand at most, and returns how
	// many. Call it now and then.
	Forget(ctx context.Context, ended time.Time) (int, error)
	// Rescue puts running runs whose lease is out into the queue again, and queued runs
	// that lost their job, and returns how many. Call it often.
	Rescue(ctx context.Context) (int, error)
	// Work hands the ids of queued runs to a function, up to limit at once, until ctx is
	// done. The function must claim the run: another may have it. The context handed on is
	// done when ctx is. Work returns when all functions have, or with an error when they
	// take longer than five seconds.
	Work(ctx context.Context, limit int, work func(ctx context.Context, id string)) error
	// Rollouts is the store of rollouts in the same database. It ends with this one.
	Rollouts() experiment.Store
	// Close closes the database.
	Close() error
}
