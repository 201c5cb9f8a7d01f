package workers

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/internal/chassis/config"
)

func TestMoreThanThereIsRoomForIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		computing, mayEnd := 0, make(chan struct{})
		compute := Limited(New("x", Settings{Threads: 1, Queue: 1}, prometheus.NewRegistry()),
			func(context.Context, int) (int, error) {
				computing++
				<-mayEnd
				return 7, nil
			})
		answers := make(chan error, 2)
		for range 2 {
			go func() {
				_, err := compute(t.Context(), 0)
				answers <- err
			}()
		}
		synctest.Wait()
		if computing != 1 {
			t.Errorf("%d are computed at once", computing)
		}
		if _, err := compute(t.Context(), 0); status.Code(err) != codes.ResourceExhausted {
			t.Errorf("got %v", err)
		}
		close(mayEnd)
		for range 2 {
			if err := <-answers; err != nil {
				t.Error(err)
			}
		}
		if answer, err := compute(t.Context(), 0); answer != 7 || err != nil {
			t.Errorf("got %d, %v", answer, err)
		}
	})
}

func TestWhoeverGoesWhileWaitingIsNotComputedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		computed, mayEnd := 0, make(chan struct{})
		compute := Limited(New("x", Settings{Threads: 1, Queue: 1}, prometheus.NewRegistry()),
			func(context.Context, int) (int, error) {
				computed++
				<-mayEnd
				return 0, nil
			})
		go compute(t.Context(), 0)
		synctest.Wait()
		ctx, goAway := context.WithCancel(t.Context())
		goAway()
		if _, err := compute(ctx, 0); !errors.Is(err, context.Canceled) || computed != 1 {
			t.Errorf("got %v after %d computations", err, computed)
		}
		close(mayEnd)
	})
}

func TestSettings(t *testing.T) {
	variables := map[string]string{"X_THREADS": "3", "Y_THREADS": "0", "Y_QUEUE": "4097"}
	e := config.NewEnvironment(func(name string) string { return variables[name] })
	if s := ReadSettings(e, "X"); s != (Settings{Threads: 3, Queue: 12}) {
		t.Errorf("got %v", s)
	}
	ReadSettings(e, "Y")
	if err := e.Finish(); err == nil || strings.Count(err.Error(), " must be ") != 2 {
		t.Errorf("the faults are %v", err)
	}
}
