package store

import (
	"context"
	"errors"
	"time"

	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

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
	outline, histograms, err := encodeCheckpoint(checkpoint)
	if err != nil {
		return err
	}
	return d.held(ctx, `UPDATE runs SET checkpoint = $3, histograms = $4, lease_until_ms = $5
		WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		id, attempt, outline, histograms, d.now().Add(lease).UnixMilli())
}

func (d *database) Succeed(ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint) error {
	outline, histograms, err := encodeCheckpoint(checkpoint)
	if err != nil {
		return err
	}
	return d.held(ctx, `UPDATE runs SET state = 'succeeded', checkpoint = $3, histograms = $4, ended_ms = $5
		WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		id, attempt, outline, histograms, d.now().UnixMilli())
}

func (d *database) Fail(ctx context.Context, id string, attempt uint32, failure Failure) error {
	return d.held(ctx, `UPDATE runs SET state = 'failed', failure_reason = $3, failure_description = $4, ended_ms = $5
		WHERE id = $1 AND attempt = $2 AND state = 'running'`,
		id, attempt, failure.Reason, failure.Description, d.now().UnixMilli())
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
