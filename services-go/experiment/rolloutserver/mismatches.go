package rolloutserver

import (
	"context"
	stderrors "errors"

	"github.com/google/uuid"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

// ListMismatches returns a page of mismatches in short, newest first.
func (s *Server) ListMismatches(
	ctx context.Context, request *rolloutv1.ListMismatchesRequest,
) (*rolloutv1.ListMismatchesResponse, error) {
	if _, err := s.rollout(request.GetName()); err != nil {
		return nil, err
	}
	size, below, faults := pageOf(request, isID)
	if len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	found, err := s.store.Mismatches(ctx, request.GetName(), below, size+1)
	// A rollout that the store does not know yet has empty lists.
	if err != nil && !stderrors.Is(err, experiment.ErrNotFound) {
		return nil, unreachable(ctx, err)
	}
	page, next := cut(found, size, (*rolloutv1.Mismatch).GetId)
	return &rolloutv1.ListMismatchesResponse{Mismatches: page, NextPageToken: next}, nil
}

// isID tells whether a text can be the id of a mismatch.
func isID(text string) bool {
	id, err := uuid.Parse(text)
	return err == nil && id.String() == text
}

// GetMismatch returns a mismatch, whole.
func (s *Server) GetMismatch(
	ctx context.Context, request *rolloutv1.GetMismatchRequest,
) (*rolloutv1.GetMismatchResponse, error) {
	if _, err := s.rollout(request.GetName()); err != nil {
		return nil, err
	}
	mismatch, err := s.store.Mismatch(ctx, request.GetName(), request.GetId())
	if err != nil {
		return nil, mismatchFault(ctx, err)
	}
	return &rolloutv1.GetMismatchResponse{Mismatch: mismatch}, nil
}

// ReplayMismatch runs both sides again on a mismatch's request.
func (s *Server) ReplayMismatch(
	ctx context.Context, request *rolloutv1.ReplayMismatchRequest,
) (*rolloutv1.ReplayMismatchResponse, error) {
	rollout, err := s.rollout(request.GetName())
	if err != nil {
		return nil, err
	}
	mismatch, err := s.store.Mismatch(ctx, request.GetName(), request.GetId())
	if err != nil {
		return nil, mismatchFault(ctx, err)
	}
	replay, err := rollout.Replay(ctx, mismatch.GetRequest())
	if err != nil {
		return nil, replayFault(err)
	}
	return &rolloutv1.ReplayMismatchResponse{
		Control: replay.Control, Candidate: replay.Candidate, Difference: replay.Difference, Identity: replay.Identity,
	}, nil
}
