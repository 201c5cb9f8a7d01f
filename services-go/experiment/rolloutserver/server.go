// Package rolloutserver is the gRPC server of trivium.rollout.v1: people and programs watch
// and steer rollouts by it. It answers with the errors of the chassis: serve it behind the
// interceptors of that package.
package rolloutserver

import (
	"context"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Server answers the rollout service's calls.
type Server struct {
	rolloutv1.UnimplementedRolloutServiceServer
	store    experiment.Store
	rollouts map[string]experiment.Steering
	// Done when the service drains: streams end then.
	draining context.Context
}

// New serves rollouts by their names, and what a store keeps of them. Streams end when
// draining is done.
func New(draining context.Context, store experiment.Store, rollouts ...experiment.Steering) *Server {
	s := &Server{store: store, rollouts: map[string]experiment.Steering{}, draining: draining}
	for _, rollout := range rollouts {
		s.rollouts[rollout.Name()] = rollout
	}
	return s
}

func (s *Server) rollout(name string) (experiment.Steering, error) {
	if rollout, ok := s.rollouts[name]; ok {
		return rollout, nil
	}
	return nil, noRollout()
}

// GetRollout returns a rollout as this replica knows it.
func (s *Server) GetRollout(
	ctx context.Context, request *rolloutv1.GetRolloutRequest,
) (*rolloutv1.GetRolloutResponse, error) {
	rollout, err := s.rollout(request.GetName())
	if err != nil {
		return nil, err
	}
	view, err := rollout.View(ctx)
	if err != nil {
		return nil, err
	}
	return &rolloutv1.GetRolloutResponse{Rollout: view}, nil
}
