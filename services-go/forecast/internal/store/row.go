package store

import (
	"database/sql"
	"errors"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// outlineColumns are what scanOutline reads, columns what scanRun does.
const (
	outlineColumns = `id, request_id, plan, traceparent, state, attempt, created_ms, started_ms, ended_ms,
		failure_reason, failure_description, checkpoint`
	columns = outlineColumns + `, histograms`
)

func scanRun(rows *sql.Rows) (*Run, error) {
	var histograms []byte
	run, err := scanColumns(rows, &histograms)
	if err != nil {
		return nil, err
	}
	// Both parts are encodings of one message.
	return run, proto.UnmarshalOptions{Merge: true}.Unmarshal(histograms, run.Checkpoint)
}

// scanOutline reads a run whose checkpoint has no years.
func scanOutline(rows *sql.Rows) (*Run, error) { return scanColumns(rows) }

func scanColumns(rows *sql.Rows, more ...any) (*Run, error) {
	run := &Run{Plan: &forecastv1.Plan{}, Checkpoint: &storagev1.Checkpoint{}}
	var plan, checkpoint []byte
	var created, started, ended int64
	err := rows.Scan(append([]any{
		&run.ID, &run.RequestID, &plan, &run.Traceparent, &run.State, &run.Attempt, &created, &started, &ended,
		&run.Failure.Reason, &run.Failure.Description, &checkpoint,
	}, more...)...)
	if err != nil {
		return nil, err
	}
	run.Created, run.Started, run.Ended = moment(created), moment(started), moment(ended)
	return run, errors.Join(proto.Unmarshal(plan, run.Plan), proto.Unmarshal(checkpoint, run.Checkpoint))
}

// encodeCheckpoint is a checkpoint's columns: what an outline has of it, and the
// histograms, which are nearly all of it.
func encodeCheckpoint(checkpoint *storagev1.Checkpoint) (outline, histograms []byte, err error) {
	short := &storagev1.Checkpoint{}
	checkpoint.ProtoReflect().Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		short.ProtoReflect().Set(field, value)
		return true
	})
	short.Years = nil
	outline, err = proto.Marshal(short)
	if err != nil {
		return nil, nil, err
	}
	histograms, err = proto.Marshal(&storagev1.Checkpoint{Years: checkpoint.GetYears()})
	return outline, histograms, err
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
