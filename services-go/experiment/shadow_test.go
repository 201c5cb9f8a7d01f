package experiment_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// blocked is a candidate that tells when it is called, and answers when it is let go.
func blocked() (candidate function, called, release chan struct{}) {
	called, release = make(chan struct{}, 100), make(chan struct{})
	return func(context.Context, request) (response, error) {
		called <- struct{}{}
		<-release
		return answer("rust-1"), nil
	}, called, release
}

// The callers are answered while every one of the candidate's calls hangs, and does not
// listen; those beyond the room are dropped, and counted.
func TestAHangingCandidateHoldsNobodyUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const room, callers = 3, 10
		w := start(t, func(o *experiment.Options[request, response]) {
			at(shadow, 10000)(o)
			o.MaxInFlight = room
		})
		candidate, called, release := blocked()
		w.candidate.does(candidate)
		for seed := range uint64(callers) {
			w.do(seed)
		}
		for range room {
			<-called
		}
		w.until("the others are dropped", func(v *rolloutv1.Rollout) bool {
			return v.GetEvidence().GetDropped() == callers-room && v.GetEvidence().GetControl().GetAnswered() == callers
		})
		if calls := w.candidate.calls.Load(); calls != room {
			t.Errorf("%d calls are in flight, not %d", calls, room)
		}
		close(release)
		w.until("there is room again", func(*rolloutv1.Rollout) bool {
			w.do(99)
			return w.candidate.calls.Load() > room
		})
	})
}

func TestComparisonsHaveADeadlineOfTheirOwn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			at(shadow, 10000)(o)
			o.Timeout = 10 * time.Millisecond
		})
		w.candidate.does(hanging)
		w.do(1)
		w.until("the hanging call is a failure", func(v *rolloutv1.Rollout) bool {
			return v.GetEvidence().GetCandidate().GetFailures() == 1 && v.GetCandidate().GetP99() == nil
		})
	})
}

// The comparison goes on when the caller has gone, and carries what the caller's context does.
func TestComparisonsOutliveTheirCallers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(shadow, 10000))
		proceed, carried := make(chan struct{}), make(chan []string, 1)
		w.candidate.does(func(ctx context.Context, _ request) (response, error) {
			<-proceed
			sent, _ := metadata.FromOutgoingContext(ctx)
			carried <- sent.Get("traceparent")
			return answer("rust-1"), ctx.Err()
		})
		ctx, cancel := context.WithCancel(metadata.AppendToOutgoingContext(t.Context(), "traceparent", "00-1"))
		if _, err := w.Do(ctx, seeded(0)); err != nil {
			t.Fatal(err)
		}
		cancel()
		close(proceed)
		if sent := <-carried; len(sent) != 1 || sent[0] != "00-1" {
			t.Errorf("the trace does not go along: %v", sent)
		}
		w.until("it is compared", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() == 1 })
	})
}

func TestPanicsInTheBackgroundAreContained(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{shadow, reversed} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			other, evidence := w.candidate, (*rolloutv1.Evidence).GetCandidate
			if stage == reversed {
				other, evidence = w.control, (*rolloutv1.Evidence).GetControl
			}
			other.does(func(context.Context, request) (response, error) { panic("oh") })
			w.do(1)
			w.until("it counts as a failure", func(v *rolloutv1.Rollout) bool { return evidence(v.GetEvidence()).GetFailures() == 1 })
			if stage := w.view().GetState().GetStage(); stage == off {
				t.Error("one failure leads back")
			}
		}))
	}
}

func TestStatusCodesAreCompared(t *testing.T) {
	cases := []struct {
		name               string
		control, candidate error
		compared           bool
		differ             bool
	}{
		{"equal codes", status.Error(codes.NotFound, "a"), status.Error(codes.NotFound, "b"), true, false},
		{"another code", status.Error(codes.NotFound, ""), status.Error(codes.OutOfRange, ""), true, true},
		{"an answer for a refusal", status.Error(codes.InvalidArgument, ""), nil, true, true},
		{"a refusal for an answer", nil, status.Error(codes.InvalidArgument, ""), true, true},
		{"a failure for an answer", nil, status.Error(codes.Internal, ""), false, false},
		{"no room for an answer", nil, status.Error(codes.Unavailable, ""), false, false},
		{"failures of both", status.Error(codes.Internal, ""), status.Error(codes.Unknown, ""), false, false},
	}
	for _, c := range cases {
		t.Run(c.name, bubble(func(t *testing.T) {
			w := start(t, proven(shadow, 10000))
			before := w.candidate.calls.Load()
			w.control.ends(c.control, "go-1")
			w.candidate.ends(c.candidate, "rust-1")
			_, _ = w.Do(t.Context(), seeded(0))
			if c.differ {
				w.untilStage(off)
				mismatch, err := w.store.Mismatch(t.Context(), "solve", w.newest().GetMismatchId())
				if err != nil || mismatch.GetDifference().GetField() != "status" || mismatch.GetStage() != shadow {
					t.Errorf("the mismatch is %v, %v", mismatch, err)
				}
				return
			}
			w.until("it is over", func(v *rolloutv1.Rollout) bool {
				return w.candidate.calls.Load() > before && (v.GetEvidence().GetCompared() == 1) == c.compared
			})
		}))
	}
}
