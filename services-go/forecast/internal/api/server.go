// Package api is the gRPC server of trivium.forecast.v1.
package api

import (
	"context"
	"encoding/base64"
	stderrors "errors"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"google.golang.org/grpc/codes"

	"github.com/trivium/trivium/services-go/forecast/internal/engine"
	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	"github.com/trivium/trivium/services-go/forecast/internal/store"
	errorsv1 "github.com/trivium/trivium/services-go/gen/trivium/errors/v1"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/chassis/trace"
)

const (
	maxRequestIDLength = 255
	defaultPageSize    = 20
	maxPageSize        = 100
	queueRetryDelay    = time.Second
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
	run, err := s.store.Get(ctx, request.GetId())
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
		response.NextPageToken = base64.RawURLEncoding.EncodeToString([]byte(runs[size-1].ID))
	}
	for _, run := range runs {
		response.Forecasts = append(response.Forecasts, withoutYears(engine.View(run)))
	}
	return response, nil
}

// CancelForecast stops a run.
func (s *Server) CancelForecast(
	ctx context.Context, request *forecastv1.CancelForecastRequest,
) (*forecastv1.CancelForecastResponse, error) {
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

// view prefers what the hub knows while a run is at work here.
func (s *Server) view(run *store.Run) *forecastv1.Forecast {
	if latest := s.hub.Latest(run.ID); latest != nil && !run.State.Final() {
		return latest
	}
	return engine.View(run)
}

func checkedPlan(given *forecastv1.Plan) (*forecastv1.Plan, []errors.FieldViolation) {
	if given == nil {
		return nil, plan.Validate(nil)
	}
	full := plan.WithDefaults(given)
	return full, plan.Validate(full)
}

func requestIDFaults(id string) []errors.FieldViolation {
	// Postgres cannot hold a NUL.
	if length := utf8.RuneCountInString(id); length >= 1 && length <= maxRequestIDLength && !strings.ContainsRune(id, 0) {
		return nil
	}
	return []errors.FieldViolation{{Field: "request_id", Expected: "must have 1 to 255 characters, none of them NUL"}}
}

func pageOf(request *forecastv1.ListForecastsRequest) (size int, below string, faults []errors.FieldViolation) {
	size = int(request.GetPageSize())
	if size == 0 {
		size = defaultPageSize
	}
	if size > maxPageSize {
		faults = append(faults, errors.FieldViolation{Field: "page_size", Expected: "must be from 1 to 100"})
	}
	token, err := base64.RawURLEncoding.DecodeString(request.GetPageToken())
	if err == nil && len(token) > 0 {
		_, err = uuid.ParseBytes(token)
	}
	if err != nil {
		faults = append(faults, errors.FieldViolation{
			Field: "page_token", Expected: "must be empty or the next_page_token of an answer",
		})
	}
	return size, string(token), faults
}

func withoutYears(forecast *forecastv1.Forecast) *forecastv1.Forecast {
	if result := forecast.GetSucceeded().GetResult(); result != nil {
		result.Years = nil
	}
	if partial := forecast.GetRunning().GetPartial(); partial != nil {
		partial.Years = nil
	}
	return forecast
}

// forCaller gives the store's errors their names in the contract.
func forCaller(err error) error {
	switch {
	case stderrors.Is(err, store.ErrNotFound):
		return errors.New(codes.NotFound, errorsv1.ErrorReason_ERROR_REASON_FORECAST_NOT_FOUND, "no forecast has this id")
	case stderrors.Is(err, store.ErrConflict):
		return errors.New(codes.AlreadyExists, errorsv1.ErrorReason_ERROR_REASON_REQUEST_ID_CONFLICT,
			"this request_id was used with another plan")
	case stderrors.Is(err, store.ErrQueueFull):
		full := errors.New(codes.ResourceExhausted, errorsv1.ErrorReason_ERROR_REASON_QUEUE_FULL, "too many runs are queued")
		full.RetryDelay = queueRetryDelay
		return full
	}
	return err
}
