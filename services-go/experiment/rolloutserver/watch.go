package rolloutserver

import (
	"context"
	"time"

	"google.golang.org/protobuf/proto"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// How often to look whether there were calls.
const lookInterval = time.Second

// WatchRollout streams a rollout whenever it looks different.
func (s *Server) WatchRollout(
	request *rolloutv1.WatchRolloutRequest, stream rolloutv1.RolloutService_WatchRolloutServer,
) error {
	rollout, err := s.rollout(request.GetName())
	if err != nil {
		return err
	}
	var sent *rolloutv1.Rollout
	for {
		// In this order, so that no change is missed.
		changed := rollout.Changed()
		view, err := rollout.View(stream.Context())
		if err != nil {
			return err
		}
		if !proto.Equal(view, sent) {
			if err := stream.Send(&rolloutv1.WatchRolloutResponse{Rollout: view}); err != nil {
				return err
			}
			sent = view
		}
		if err := s.wait(stream.Context(), changed); err != nil {
			return err
		}
	}
}

// wait ends when something changed, or when it is time to look again.
func (s *Server) wait(ctx context.Context, changed <-chan struct{}) error {
	look := time.NewTimer(lookInterval)
	defer look.Stop()
	select {
	case <-changed:
	case <-look.C:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.draining.Done():
		return stopping()
	}
	return nil
}
