package api

import (
	"context"
	"time"

	"google.golang.org/grpc/codes"

	"github.com/trivium/trivium/services-go/forecast/internal/engine"
	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

// How often the store is asked about a run that is not at work on this replica.
const storePollInterval = 200 * time.Millisecond

// WatchForecast streams a run's states until its last.
func (s *Server) WatchForecast(
	request *forecastv1.WatchForecastRequest, stream forecastv1.ForecastService_WatchForecastServer,
) error {
	ctx := stream.Context()
	subscription := s.hub.Subscribe(request.GetId())
	defer subscription.Close()
	for last := request.GetAfterRevision(); ; {
		latest, changed := subscription.Latest()
		var poll <-chan time.Time
		if latest == nil {
			run, err := s.store.Get(ctx, request.GetId())
			if err != nil {
				return forCaller(err)
			}
			latest = engine.View(run)
			poll = time.After(storePollInterval)
		}
		if latest.GetRevision() > last || final(latest) {
			if err := stream.Send(&forecastv1.WatchForecastResponse{Forecast: latest}); err != nil {
				return err
			}
			last = latest.GetRevision()
		}
		if final(latest) {
			return nil
		}
		if err := s.wait(ctx, changed, poll); err != nil {
			return err
		}
	}
}

func (s *Server) wait(ctx context.Context, changed <-chan struct{}, poll <-chan time.Time) error {
	select {
	case <-changed:
	case <-poll:
	case <-ctx.Done():
		return ctx.Err()
	case <-s.draining.Done():
		return errors.New(codes.Unavailable, errorsv1.ErrorReason_ERROR_REASON_UNAVAILABLE, "the service stops; watch again")
	}
	return nil
}

func final(forecast *forecastv1.Forecast) bool {
	switch forecast.GetState().(type) {
	case *forecastv1.Forecast_Succeeded, *forecastv1.Forecast_Failed, *forecastv1.Forecast_Cancelled:
		return true
	default:
		return false
	}
}
