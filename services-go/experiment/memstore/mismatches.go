package memstore

import (
	"context"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// AddMismatch implements [experiment.Store].
func (s *Store) AddMismatch(ctx context.Context, name string, mismatch *rolloutv1.Mismatch) (string, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return "", err
	}
	defer unlock()
	for _, known := range r.mismatches {
		if alike(known, mismatch) {
			known.Count += mismatch.GetCount()
			known.LastTime = proto.CloneOf(mismatch.GetLastTime())
			return known.GetId(), nil
		}
	}
	if len(r.mismatches) >= experiment.MaxMismatches {
		oldest := longestAgo(r.mismatches)
		r.mismatches = slices.Delete(r.mismatches, oldest, oldest+1)
	}
	r.mismatches = append(r.mismatches, proto.CloneOf(mismatch))
	slices.SortFunc(r.mismatches, func(a, b *rolloutv1.Mismatch) int { return strings.Compare(a.GetId(), b.GetId()) })
	return mismatch.GetId(), nil
}

func alike(a, b *rolloutv1.Mismatch) bool {
	return stage.Same(a.GetIdentity(), b.GetIdentity()) && a.GetDifference().GetField() == b.GetDifference().GetField()
}

// longestAgo is the index of the mismatch that was seen longest ago.
func longestAgo(mismatches []*rolloutv1.Mismatch) int {
	oldest := 0
	for i, mismatch := range mismatches {
		if mismatch.GetLastTime().AsTime().Before(mismatches[oldest].GetLastTime().AsTime()) {
			oldest = i
		}
	}
	return oldest
}

// Mismatch implements [experiment.Store].
func (s *Store) Mismatch(ctx context.Context, name, id string) (*rolloutv1.Mismatch, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	for _, mismatch := range r.mismatches {
		if mismatch.GetId() == id {
			return proto.CloneOf(mismatch), nil
		}
	}
	return nil, experiment.ErrNotFound
}

// Mismatches implements [experiment.Store].
func (s *Store) Mismatches(ctx context.Context, name, below string, limit int) ([]*rolloutv1.Mismatch, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	var listed []*rolloutv1.Mismatch
	for _, mismatch := range slices.Backward(r.mismatches) {
		if len(listed) == limit {
			break
		}
		if below == "" || mismatch.GetId() < below {
			listed = append(listed, brief(mismatch))
		}
	}
	return listed, nil
}

// brief is a mismatch without the request and the answers.
func brief(mismatch *rolloutv1.Mismatch) *rolloutv1.Mismatch {
	return &rolloutv1.Mismatch{
		Id:         mismatch.GetId(),
		FirstTime:  proto.CloneOf(mismatch.GetFirstTime()),
		LastTime:   proto.CloneOf(mismatch.GetLastTime()),
		Count:      mismatch.GetCount(),
		Identity:   proto.CloneOf(mismatch.GetIdentity()),
		Stage:      mismatch.GetStage(),
		Difference: proto.CloneOf(mismatch.GetDifference()),
	}
}

// CountMismatches implements [experiment.Store].
func (s *Store) CountMismatches(ctx context.Context, name string) (uint64, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return 0, err
	}
	defer unlock()
	return uint64(len(r.mismatches)), nil
}
