package sqlstore

import (
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// mismatchRow is a mismatch as it is inserted.
type mismatchRow struct {
	fingerprint     string
	firstNs, lastNs int64
	// summary and calls are two parts of one Mismatch: only calls has the request and answers.
	summary, calls []byte
}

func encodeMismatch(mismatch *rolloutv1.Mismatch) (row mismatchRow, err error) {
	row.firstNs, row.lastNs = mismatch.GetFirstTime().AsTime().UnixNano(), mismatch.GetLastTime().AsTime().UnixNano()
	if row.fingerprint, err = fingerprint(mismatch); err != nil {
		return row, err
	}
	row.summary, err = proto.Marshal(&rolloutv1.Mismatch{
		Identity: mismatch.GetIdentity(), Stage: mismatch.GetStage(), Difference: mismatch.GetDifference(),
	})
	if err != nil {
		return row, err
	}
	row.calls, err = proto.Marshal(&rolloutv1.Mismatch{
		Request: mismatch.GetRequest(), Control: mismatch.GetControl(), Candidate: mismatch.GetCandidate(),
	})
	return row, err
}

// fingerprint is the same for mismatches of one identity and field.
func fingerprint(mismatch *rolloutv1.Mismatch) (string, error) {
	encoded, err := proto.MarshalOptions{Deterministic: true}.Marshal(&rolloutv1.Mismatch{
		Identity: mismatch.GetIdentity(), Difference: &rolloutv1.Difference{Field: mismatch.GetDifference().GetField()},
	})
	sum := sha256.Sum256(encoded)
	return hex.EncodeToString(sum[:]), err
}

func scanMismatch(rows *sql.Rows) (*rolloutv1.Mismatch, error) {
	mismatch := &rolloutv1.Mismatch{}
	var id string
	var count uint64
	var firstNs, lastNs int64
	var summary, calls []byte
	if err := rows.Scan(&id, &count, &firstNs, &lastNs, &summary, &calls); err != nil {
		return nil, err
	}
	// Encodings of two parts in a row are an encoding of the whole.
	if err := proto.Unmarshal(append(summary, calls...), mismatch); err != nil {
		return nil, err
	}
	mismatch.Id, mismatch.Count = id, count
	mismatch.FirstTime = timestamppb.New(time.Unix(0, firstNs))
	mismatch.LastTime = timestamppb.New(time.Unix(0, lastNs))
	return mismatch, nil
}
