// Package api is the gRPC server of trivium.forecast.v1.
package api

import (
	"context"
	"time"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/forecast/internal/engine"
	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

// Server answers the forecast service's calls.
type Server struct {
	forecastv1.UnimplementedForecastServiceServer
	store     store.Store
	engine    *engine.Engine
	hub       *engine.Hub
	maxQueued int
	// Done when the service drains: streams end then.
	draining context.Context
}

// NewServer answers from a store, and from what the hub knows of runs on this replica.
// Streams end when draining is done.
func NewServer(
	draining context.Context, runs store.Store, computing *engine.Engine, hub *engine.Hub, maxQueued int,
) *Server {
	return &Server{store: runs, engine: computing, hub: hub, maxQueued: maxQueued, draining: draining}
}

// CreateForecast accepts a plan as a durable run.
func (s *Server) CreateForecast(
	ctx context.Context, request *forecastv1.CreateForecastRequest,
) (*forecastv1.CreateForecastResponse, error) {
	full, faults := checkedPlan(request.GetPlan())
	faults = append(requestIDFaults(request.GetRequestId()), faults...)
	if len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	run, created, err := s.store.Create(ctx, &store.Run{
		ID:          id.String(),
		RequestID:   request.GetRequestId(),
		Plan:        full,
		Traceparent: trace.Parent(ctx),
		Created:     time.Now(),
	}, s.maxQueued)
	if err != nil {
		return nil, forCaller(err)
	}
	return &forecastv1.CreateForecastResponse{Forecast: s.view(run), Created: created}, nil
}

// GetForecast returns a run.
func (s *Server) GetForecast(
	ctx context.Context, request *forecastv1.GetForecastRequest,
) (*forecastv1.GetForecastResponse, error) {
	run, err := s.get(ctx, request.GetId())
	if err != nil {
		return nil, forCaller(err)
	}
	return &forecastv1.GetForecastResponse{Forecast: s.view(run)}, nil
}

// ListForecasts returns a page of runs, newest first.
func (s *Server) ListForecasts(
	ctx context.Context, request *forecastv1.ListForecastsRequest,
) (*forecastv1.ListForecastsResponse, error) {
	size, below, faults := pageOf(request)
	if len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	// One more than asked for tells whether there is a next page.
	runs, err := s.store.List(ctx, below, size+1)
	if err != nil {
		return nil, err
	}
	response := &forecastv1.ListForecastsResponse{}
	if len(runs) > size {
		runs = runs[:size]
		response.NextPageToken = pageToken(runs[size-1].ID)
	}
	for _, run := range runs {
		response.Forecasts = append(response.Forecasts, withoutYears(s.view(run)))
	}
	return response, nil
}

// CancelForecast stops a run.
func (s *Server) CancelForecast(
	ctx context.Context, request *forecastv1.CancelForecastRequest,
) (*forecastv1.CancelForecastResponse, error) {
	if !isID(request.GetId()) {
		return nil, forCaller(store.ErrNotFound)
	}
	run, err := s.store.Cancel(ctx, request.GetId())
	if err != nil {
		return nil, forCaller(err)
	}
	s.engine.Stop(run.ID)
	return &forecastv1.CancelForecastResponse{Forecast: engine.View(run)}, nil
}

// BuildSchedule turns a plan into months.
func (s *Server) BuildSchedule(
	_ context.Context, request *forecastv1.BuildScheduleRequest,
) (*forecastv1.BuildScheduleResponse, error) {
	full, faults := checkedPlan(request.GetPlan())
	if len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	return &forecastv1.BuildScheduleResponse{Plan: full, Schedule: plan.Schedule(full)}, nil
}

func (s *Server) get(ctx context.Context, id string) (*store.Run, error) {
	if !isID(id) {
		return nil, store.ErrNotFound
	}
	return s.store.Get(ctx, id)
}

// view is the newest that is known of a run: the hub knows more than the store while the
// run is at work here.
func (s *Server) view(run *store.Run) *forecastv1.Forecast {
	stored := engine.View(run)
	if latest := s.hub.Latest(run.ID); latest.GetRevision() > stored.GetRevision() {
		return latest
	}
	return stored
}

// withoutYears is a copy: the hub's states are shared.
func withoutYears(forecast *forecastv1.Forecast) *forecastv1.Forecast {
	short := proto.CloneOf(forecast)
	if result := short.GetSucceeded().GetResult(); result != nil {
		result.Years = nil
	}
	if partial := short.GetRunning().GetPartial(); partial != nil {
		partial.Years = nil
	}
	return short
}
