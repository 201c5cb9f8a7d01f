package api

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

type stream = grpc.ServerStreamingClient[forecastv1.WatchForecastResponse]

func (s *service) watch(ctx context.Context, t *testing.T, id string, afterRevision uint64) stream {
	t.Helper()
	stream, err := s.WatchForecast(ctx, &forecastv1.WatchForecastRequest{Id: id, AfterRevision: afterRevision})
	if err != nil {
		t.Fatal(err)
	}
	return stream
}

type seen struct {
	at       time.Time
	forecast *forecastv1.Forecast
}

// toTheEnd reads a stream until it ends, well or not.
func toTheEnd(stream stream) ([]seen, error) {
	var all []seen
	for {
		response, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, seen{time.Now(), response.GetForecast()})
	}
}

func TestWatchingFromTheQueueToTheResult(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		id := s.create(t, "mine", 10_000_000).GetId()
		stream := s.watch(t.Context(), t, id, 0)
		go func() {
			time.Sleep(time.Second)
			s.compute()
		}()
		all, err := toTheEnd(stream)
		if err != nil {
			t.Fatal(err)
		}
		first, last := all[0].forecast, all[len(all)-1].forecast
		if first.GetQueued() == nil || last.GetSucceeded().GetResult().GetPaths() != 10_000_000 {
			t.Errorf("from %v to %v", first, last)
		}
		expectOrdered(t, all)
		if ran := last.GetSucceeded().GetResult().GetTiming().GetRunning().AsDuration(); len(all) < int(ran/sendInterval/2) {
			t.Errorf("only %d states in %v", len(all), ran)
		}
	})
}

// expectOrdered checks that states come in order, and not too fast.
func expectOrdered(t *testing.T, all []seen) {
	t.Helper()
	for i, now := range all[1:] {
		if before := all[i]; now.forecast.GetRevision() <= before.forecast.GetRevision() {
			t.Errorf("revision %x after %x", now.forecast.GetRevision(), before.forecast.GetRevision())
		}
		if interval := now.at.Sub(all[i].at); interval < sendInterval && !final(now.forecast) {
			t.Errorf("%v after the state before", interval)
		}
	}
}

func TestWatchingResumesAfterARevision(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.compute()
		id := s.create(t, "mine", 10_000_000).GetId()
		time.Sleep(time.Second)
		ctx, leave := context.WithCancel(t.Context())
		response, err := s.watch(ctx, t, id, 0).Recv()
		if err != nil {
			t.Fatal(err)
		}
		leave()
		last := response.GetForecast().GetRevision()
		all, err := toTheEnd(s.watch(t.Context(), t, id, last))
		if err != nil || len(all) < 2 {
			t.Fatalf("%d states, error %v", len(all), err)
		}
		if all[0].forecast.GetRevision() <= last || all[len(all)-1].forecast.GetSucceeded() == nil {
			t.Errorf("after %x: %v", last, all)
		}
		// A final state is sent, whatever was seen.
		end := all[len(all)-1].forecast
		for _, revision := range []uint64{0, end.GetRevision(), 1 << 60} {
			again, err := toTheEnd(s.watch(t.Context(), t, id, revision))
			if err != nil || len(again) != 1 || again[0].forecast.GetRevision() != end.GetRevision() {
				t.Errorf("after the end: %v, error %v", again, err)
			}
		}
	})
}

func TestACancelledRunEndsItsStreams(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.compute()
		id := s.create(t, "mine", 10_000_000).GetId()
		stream := s.watch(t.Context(), t, id, 0)
		start, answered := time.Now(), make(chan struct{})
		time.AfterFunc(time.Second, func() {
			defer close(answered)
			s.cancel(t, id)
		})
		all, err := toTheEnd(stream)
		if err != nil || all[len(all)-1].forecast.GetCancelled() == nil {
			t.Errorf("ended with %v, error %v", all[len(all)-1].forecast, err)
		}
		expectOrdered(t, all)
		if took := time.Since(start); took != time.Second {
			t.Errorf("ended after %v, cancelled after 1 s", took)
		}
		<-answered
	})
}

// A run on another replica is seen through the store: about as often as it is stored.
func TestWatchingARunOfAnotherReplica(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		startOn(t, s.store).compute()
		id := s.create(t, "mine", 10_000_000).GetId()
		all, err := toTheEnd(s.watch(t.Context(), t, id, 0))
		if err != nil || len(all) < 4 {
			t.Fatalf("%d states, error %v", len(all), err)
		}
		expectOrdered(t, all)
		result := all[len(all)-1].forecast.GetSucceeded()
		if late := all[len(all)-1].at.Sub(result.GetEndTime().AsTime()); late > storePollInterval {
			t.Errorf("the end was seen %v late", late)
		}
	})
}

func TestStreamsEndWhenTheServiceDrains(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		stream := s.watch(t.Context(), t, s.create(t, "mine", 1000).GetId(), 0)
		if _, err := stream.Recv(); err != nil {
			t.Fatal(err)
		}
		s.drain()
		_, err := toTheEnd(stream)
		expectFault(t, err, codes.Unavailable, "UNAVAILABLE")
	})
}

// Watchers that stop reading hold up neither the run nor other watchers; when they read
// again they are told of the end.
func TestSlowWatchersHoldNobodyUp(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.compute()
		id := s.create(t, "mine", 10_000_000).GetId()
		var slow []stream
		for range 50 {
			slow = append(slow, s.watch(t.Context(), t, id, 0))
		}
		all, err := toTheEnd(s.watch(t.Context(), t, id, 0))
		if err != nil || len(all) < 10 {
			t.Fatalf("%d states, error %v", len(all), err)
		}
		for _, stream := range slow {
			if all, err := toTheEnd(stream); err != nil || all[len(all)-1].forecast.GetSucceeded() == nil {
				t.Errorf("a slow watcher's stream ended with %v", err)
			}
		}
	})
}

func TestTheLatestStateIsSentEvenWhenNothingFollows(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.stalled.Store(true)
		stream := s.watch(t.Context(), t, s.create(t, "mine", 1000).GetId(), 0)
		if _, err := stream.Recv(); err != nil {
			t.Fatal(err)
		}
		queued := time.Now()
		s.compute()
		if response, err := stream.Recv(); err != nil || response.GetForecast().GetRunning() == nil {
			t.Errorf("the next state is %v, error %v", response, err)
		}
		if waited := time.Since(queued); waited > sendInterval {
			t.Errorf("the next state came after %v", waited)
		}
	})
}

func TestAStreamEndsWhenItsWatcherLeaves(t *testing.T) {
	for name, computing := range map[string]bool{"of a queued run": false, "of a run that does not move": true} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, s *service) {
				s.stalled.Store(true)
				if computing {
					s.compute()
				}
				ctx, leave := context.WithCancel(t.Context())
				stream := s.watch(ctx, t, s.create(t, "mine", 1000).GetId(), 0)
				if _, err := stream.Recv(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Second)
				leave()
				left := time.Now()
				s.server.GracefulStop() // Returns when every stream has ended.
				if took := time.Since(left); took > 0 {
					t.Errorf("the stream went on for %v", took)
				}
			})
		})
	}
}
