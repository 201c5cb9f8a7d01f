package api

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

func TestARunFromCreationToItsResult(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		created := s.create(t, "mine", 100_000)
		if created.GetQueued() == nil || created.GetPlan().GetPaths() != 100_000 || created.GetPlan().GetInflation() != 0.02 {
			t.Errorf("created %v", created)
		}
		if age := time.Since(created.GetCreateTime().AsTime()); age < 0 || age > time.Second {
			t.Errorf("created %v ago", age)
		}
		s.compute()
		time.Sleep(time.Minute)
		ended := s.get(t, created.GetId())
		result := ended.GetSucceeded().GetResult()
		if result.GetPaths() != 100_000 || len(result.GetYears()) != 50 || result.GetTiming().GetRunning().AsDuration() <= 0 {
			t.Errorf("ended as %v", ended)
		}
		if ended.GetRevision() <= created.GetRevision() {
			t.Errorf("revision %x follows %x", ended.GetRevision(), created.GetRevision())
		}
	})
}

func TestCreatingIsIdempotent(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		request := &forecastv1.CreateForecastRequest{RequestId: "mine", Plan: planOf(100_000)}
		first, err := s.CreateForecast(t.Context(), request)
		if err != nil || !first.GetCreated() {
			t.Fatalf("created %v, error %v", first.GetCreated(), err)
		}
		// An absent field and its default are the same plan.
		request.Plan.Inflation = proto.Float64(0.02)
		again, err := s.CreateForecast(t.Context(), request)
		if err != nil || again.GetCreated() || again.GetForecast().GetId() != first.GetForecast().GetId() {
			t.Errorf("the repeat is %v, error %v", again, err)
		}
		s.compute()
		time.Sleep(time.Minute)
		if ended, err := s.CreateForecast(t.Context(), request); err != nil || ended.GetForecast().GetSucceeded() == nil {
			t.Errorf("the repeat at the end is %v, error %v", ended, err)
		}
		request.Plan.Paths = proto.Uint32(1000)
		_, err = s.CreateForecast(t.Context(), request)
		expectFault(t, err, codes.AlreadyExists, "REQUEST_ID_CONFLICT")
	})
}

func TestAFullQueueRefusesAndSaysWhenToTryAgain(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		for i := range maxQueued {
			s.create(t, fmt.Sprint(i), 1000)
		}
		_, err := s.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{RequestId: "one more", Plan: planOf(1000)})
		expectFault(t, err, codes.ResourceExhausted, "QUEUE_FULL")
		if retry := detail[*errdetails.RetryInfo](err); retry.GetRetryDelay().AsDuration() != time.Second {
			t.Errorf("retry info is %v", retry)
		}
		// A repeat is no new run.
		s.create(t, "0", 1000)
		s.compute()
		time.Sleep(time.Second)
		s.create(t, "one more", 1000)
	})
}

func TestCancelling(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		queued := s.create(t, "queued", 1000)
		if cancelled := s.cancel(t, queued.GetId()); cancelled.GetCancelled() == nil {
			t.Errorf("cancelled in the queue: %v", cancelled)
		}
		s.compute()
		running := s.create(t, "running", 10_000_000)
		time.Sleep(time.Second)
		if now := s.get(t, running.GetId()); now.GetRunning() == nil {
			t.Fatalf("after a second: %v", now)
		}
		first := s.cancel(t, running.GetId())
		if first.GetCancelled().GetEndTime() == nil || first.GetRevision() <= running.GetRevision() {
			t.Errorf("cancelled: %v", first)
		}
		synctest.Wait()
		if s.hub.Latest(running.GetId()) != nil {
			t.Error("the run goes on")
		}
		time.Sleep(time.Second)
		if second := s.cancel(t, running.GetId()); !proto.Equal(first, second) {
			t.Errorf("cancelled twice: %v, then %v", first, second)
		}
		done := s.create(t, "done", 1000)
		time.Sleep(time.Second)
		if ended := s.cancel(t, done.GetId()); ended.GetSucceeded() == nil {
			t.Errorf("cancelled after its end: %v", ended)
		}
	})
}

func TestBuildScheduleFillsInDefaultsAndStoresNothing(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		response, err := s.BuildSchedule(t.Context(), &forecastv1.BuildScheduleRequest{Plan: &forecastv1.Plan{}})
		if err != nil {
			t.Fatal(err)
		}
		if response.GetPlan().GetMonthlySpending() != 3500 || response.GetPlan().GetSeed() != 1 {
			t.Errorf("plan is %v", response.GetPlan())
		}
		schedule := response.GetSchedule()
		for name, months := range map[string][]float64{
			"drift": schedule.GetDrift(), "volatility": schedule.GetVolatility(), "flow": schedule.GetFlow(),
		} {
			if len(months) != 600 {
				t.Errorf("%s has %d months", name, len(months))
			}
		}
		if flow := schedule.GetFlow(); flow[0] != 1500 || flow[599] != -3500 {
			t.Errorf("flow is %v", flow)
		}
		if list, err := s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{}); err != nil || len(list.GetForecasts()) != 0 {
			t.Errorf("stored %v, error %v", list, err)
		}
	})
}

func TestPagesHoldEveryRunOnceNewestFirst(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.compute()
		var want []string
		for i := range 7 {
			want = append([]string{s.create(t, fmt.Sprint(i), 1000).GetId()}, want...)
			time.Sleep(time.Second)
		}
		var got []string
		request := &forecastv1.ListForecastsRequest{PageSize: 3}
		for range 3 {
			page, err := s.ListForecasts(t.Context(), request)
			if err != nil {
				t.Fatal(err)
			}
			for _, forecast := range page.GetForecasts() {
				got = append(got, forecast.GetId())
				if result := forecast.GetSucceeded().GetResult(); result.GetPaths() != 1000 || result.GetYears() != nil {
					t.Errorf("in the list: %v", forecast)
				}
			}
			request.PageToken = page.GetNextPageToken()
		}
		if !slices.Equal(got, want) || request.GetPageToken() != "" {
			t.Errorf("pages hold %v, want %v; then %q", got, want, request.GetPageToken())
		}
		if page, err := s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{PageSize: 7}); err != nil || page.GetNextPageToken() != "" {
			t.Errorf("a page that holds all is followed by %q, error %v", page.GetNextPageToken(), err)
		}
	})
}

// The list is as up to date as a single run, and taking the years out harms nobody else.
func TestARunningRunInTheList(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.compute()
		id := s.create(t, "mine", 10_000_000).GetId()
		time.Sleep(550 * time.Millisecond) // Before the first checkpoint, between two publications.
		page, err := s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{})
		if err != nil {
			t.Fatal(err)
		}
		listed, got := page.GetForecasts()[0], s.get(t, id)
		if listed.GetRunning().GetProgress().GetPathsDone() == 0 || listed.GetRevision() != got.GetRevision() {
			t.Errorf("listed %v", listed)
		}
		if listed.GetRunning().GetPartial().GetYears() != nil || len(got.GetRunning().GetPartial().GetYears()) != 50 {
			t.Errorf("%d years in the list, %d in the run",
				len(listed.GetRunning().GetPartial().GetYears()), len(got.GetRunning().GetPartial().GetYears()))
		}
	})
}
