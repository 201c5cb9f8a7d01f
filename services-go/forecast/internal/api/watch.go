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

const (
	// How often the store is asked about a run that is not at work on this replica.
	storePollInterval = 200 * time.Millisecond
	// Least time between two states of a stream, the last one excepted.
	sendInterval = 100 * time.Millisecond
)

// WatchForecast streams a run's states until its last.
func (s *Server) WatchForecast(
	request *forecastv1.WatchForecastRequest, stream forecastv1.ForecastService_WatchForecastServer,
) error {
	ctx := stream.Context()
	subscription := s.hub.Subscribe(request.GetId())
	defer subscription.Close()
	last, sent := request.GetAfterRevision(), time.Time{}
	for {
		latest, changed := subscription.Latest()
		var lookAgain time.Duration
		if latest == nil {
			run, err := s.get(ctx, request.GetId())
			if err != nil {
				return forCaller(err)
			}
			latest, lookAgain = engine.View(run), storePollInterval
		}
		ends := final(latest)
		if isNew := latest.GetRevision() > last; ends || isNew && time.Since(sent) >= sendInterval {
			if err := stream.Send(&forecastv1.WatchForecastResponse{Forecast: latest}); err != nil || ends {
				return err
			}
			last, sent = latest.GetRevision(), time.Now()
		} else if isNew {
			lookAgain = sendInterval - time.Since(sent)
		}
		if err := s.wait(ctx, changed, lookAgain); err != nil {
			return err
		}
	}
}

// wait ends when something changed, or after a time unless that is 0.
func (s *Server) wait(ctx context.Context, changed <-chan struct{}, atMost time.Duration) error {
	var over <-chan time.Time
	if atMost > 0 {
		timer := time.NewTimer(atMost)
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-changed:
	case <-over:
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
