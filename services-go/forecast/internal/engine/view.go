package engine

import (
	"time"

	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/timestamppb"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// The longest estimate of the time left that is given.
const maxTimeLeft = 30 * 24 * time.Hour

// View is a run as callers see it, from what the store knows: without years when its
// checkpoint has none.
func View(run *store.Run) *forecastv1.Forecast {
	forecast := &forecastv1.Forecast{
		Id:         run.ID,
		Plan:       run.Plan,
		CreateTime: timestamppb.New(run.Created),
		Revision:   revisionOf(run),
	}
	ended := timestamppb.New(run.Ended)
	switch run.State {
	case store.Queued:
		forecast.State = &forecastv1.Forecast_Queued{Queued: &forecastv1.Queued{}}
	case store.Running:
		t := decodeTally(run.Checkpoint, len(run.Checkpoint.GetYears()))
		forecast.State = &forecastv1.Forecast_Running{Running: runningView(run, t, time.Now(), 0)}
	case store.Succeeded:
		result := decodeTally(run.Checkpoint, len(run.Checkpoint.GetYears())).result(timing(run, run.Ended))
		forecast.State = &forecastv1.Forecast_Succeeded{Succeeded: &forecastv1.Succeeded{Result: result, EndTime: ended}}
	case store.Failed:
		forecast.State = &forecastv1.Forecast_Failed{Failed: &forecastv1.Failed{
			Reason: run.Failure.Reason, Description: run.Failure.Description, EndTime: ended,
		}}
	case store.Cancelled:
		forecast.State = &forecastv1.Forecast_Cancelled{Cancelled: &forecastv1.Cancelled{EndTime: ended}}
	}
	return forecast
}

func revisionOf(run *store.Run) uint64 {
	switch {
	case run.State.Final():
		return revisionEnded(run.Attempt)
	case run.State == store.Running:
		return revisionRunning(run.Attempt, run.Checkpoint.GetChanges())
	default:
		return revisionQueued(run.Attempt)
	}
}

// runningView is a running run with a rate of paths a second, 0 when unknown.
func runningView(run *store.Run, t *tally, now time.Time, rate float64) *forecastv1.Running {
	total, done := uint64(run.Plan.GetPaths()), t.finished.count()
	progress := &forecastv1.Progress{PathsDone: done, PathsTotal: total, PathsPerSecond: rate}
	if left := float64(total-done) / rate; left <= maxTimeLeft.Seconds() {
		progress.TimeLeft = durationpb.New(time.Duration(left * float64(time.Second)))
	}
	return &forecastv1.Running{Progress: progress, Partial: t.result(timing(run, now)), WaitingFor: t.waitingFor}
}

func timing(run *store.Run, now time.Time) *forecastv1.Timing {
	return &forecastv1.Timing{
		Queued:  durationpb.New(run.Started.Sub(run.Created)),
		Running: durationpb.New(max(now.Sub(run.Started), 0)),
	}
}

func years(plan *forecastv1.Plan) int {
	return int(plan.GetYearsUntilRetirement() + plan.GetYearsToCover())
}

func months(plan *forecastv1.Plan) int { return years(plan) * kernel.MonthsPerYear }
