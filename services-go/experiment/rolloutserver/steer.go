package rolloutserver

import (
	"context"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

// SetStage sets the stage and its share.
func (s *Server) SetStage(
	ctx context.Context, request *rolloutv1.SetStageRequest,
) (*rolloutv1.SetStageResponse, error) {
	rollout, err := s.rollout(request.GetName())
	if err != nil {
		return nil, err
	}
	faults := append(stepFaults(request), signatureFaults(request)...)
	if len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	err = rollout.SetStage(ctx, experiment.Change{
		Version:     request.GetVersion(),
		Stage:       request.GetStage(),
		BasisPoints: request.BasisPoints,
		Reason:      request.GetReason(),
		Actor:       request.GetActor(),
	})
	if err != nil {
		return nil, steeringFault(ctx, rollout, err)
	}
	view, err := rollout.View(ctx)
	if err != nil {
		return nil, err
	}
	return &rolloutv1.SetStageResponse{Rollout: view}, nil
}

// Kill goes back to off.
func (s *Server) Kill(ctx context.Context, request *rolloutv1.KillRequest) (*rolloutv1.KillResponse, error) {
	rollout, err := s.rollout(request.GetName())
	if err != nil {
		return nil, err
	}
	if faults := signatureFaults(request); len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	stored, err := rollout.Kill(ctx, request.GetReason(), request.GetActor())
	if err != nil {
		return nil, steeringFault(ctx, rollout, err)
	}
	view, err := rollout.View(ctx)
	if err != nil {
		return nil, err
	}
	return &rolloutv1.KillResponse{Rollout: view, Stored: stored}, nil
}
