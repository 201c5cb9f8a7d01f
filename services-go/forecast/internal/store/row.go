package store

import (
	"database/sql"
	"errors"
	"time"

	"google.golang.org/protobuf/proto"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// columns are what scanRun reads.
const columns = `id, request_id, plan, traceparent, state, attempt, created_ms, started_ms, ended_ms,
	checkpoint, failure_reason, failure_description`

func scanRun(rows *sql.Rows) (*Run, error) {
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

// encodePlan gives equal plans equal bytes.
func encodePlan(plan *forecastv1.Plan) ([]byte, error) {
	return proto.MarshalOptions{Deterministic: true}.Marshal(plan)
}
