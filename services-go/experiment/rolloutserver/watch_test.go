package rolloutserver_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// watching is what a watcher is told, and when; ended has the end of the stream.
type watching struct {
	views chan *rolloutv1.Rollout
	ended chan error
}

func (s *service) watch(ctx context.Context, t *testing.T) watching {
	t.Helper()
	stream, err := s.WatchRollout(ctx, &rolloutv1.WatchRolloutRequest{Name: name})
	must(t, err)
	w := watching{make(chan *rolloutv1.Rollout, 1000), make(chan error, 1)}
	go func() {
		for {
			response, err := stream.Recv()
			if err != nil {
				w.ended <- err
				return
			}
			w.views <- response.GetRollout()
		}
	}()
	synctest.Wait()
	return w
}

// expect checks that a watcher has been told of what is, once, by now.
func (w watching) expect(t *testing.T, s *service) {
	t.Helper()
	synctest.Wait()
	if len(w.views) != 1 {
		t.Fatalf("told %d times", len(w.views))
	}
	expectEqual(t, <-w.views, s.rollout.view)
}

func (w watching) expectSilence(t *testing.T) {
	t.Helper()
	synctest.Wait()
	if len(w.views) != 0 {
		t.Errorf("told of %v", <-w.views)
	}
}

// end is how a stream has ended by now.
func (w watching) end(t *testing.T) error {
	t.Helper()
	synctest.Wait()
	select {
	case err := <-w.ended:
		return err
	default:
		t.Fatal("the stream goes on")
		return nil
	}
}

func setVersion(version uint64) func(*rolloutv1.Rollout) {
	return func(r *rolloutv1.Rollout) { r.State = &rolloutv1.State{Version: version} }
}

func compare(r *rolloutv1.Rollout) {
	r.Evidence = &rolloutv1.Evidence{Compared: r.GetEvidence().GetCompared() + 1}
}

func TestWatchersAreToldOfAChangeAtOnce(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		one, another := s.watch(t.Context(), t), s.watch(t.Context(), t)
		one.expect(t, s)
		another.expect(t, s)
		start := time.Now()
		for version := uint64(8); version < 12; version++ {
			s.rollout.alter(true, setVersion(version))
			one.expect(t, s)
			another.expect(t, s)
		}
		if took := time.Since(start); took != 0 {
			t.Errorf("told after %v", took)
		}
	})
}

func TestWatchersAreToldOnceASecondWhileThereAreCalls(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		w := s.watch(t.Context(), t)
		w.expect(t, s)
		for range 5 {
			for range 9 {
				time.Sleep(100 * time.Millisecond)
				s.rollout.alter(false, compare)
			}
			w.expectSilence(t)
			time.Sleep(100 * time.Millisecond)
			w.expect(t, s)
		}
		time.Sleep(time.Hour)
		w.expectSilence(t)
		s.rollout.alter(false, compare)
		time.Sleep(time.Second)
		w.expect(t, s)
	})
}

func TestAChangeRightAfterALookIsNotMissed(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		w := s.watch(t.Context(), t)
		w.expect(t, s)
		looks := 0
		s.rollout.viewed = func() {
			if looks++; looks == 1 {
				s.rollout.alter(true, setVersion(9))
			}
		}
		s.rollout.alter(true, setVersion(8))
		synctest.Wait()
		if before := <-w.views; before.GetState().GetVersion() != 8 {
			t.Errorf("told of %v", before)
		}
		w.expect(t, s)
	})
}

func TestStreamsEndWhenTheServiceDrains(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		w := s.watch(t.Context(), t)
		s.drain()
		expectFault(t, w.end(t), codes.Unavailable, "UNAVAILABLE")
	})
}

func TestAStreamEndsWhenItsWatcherLeaves(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		ctx, leave := context.WithCancel(t.Context())
		w := s.watch(ctx, t)
		leave()
		_ = w.end(t)
		left := time.Now()
		s.server.GracefulStop() // Returns when every stream has ended.
		if took := time.Since(left); took > 0 {
			t.Errorf("the stream went on for %v", took)
		}
	})
}
