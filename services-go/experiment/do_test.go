package experiment_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

const (
	off      = rolloutv1.Stage_STAGE_OFF
	shadow   = rolloutv1.Stage_STAGE_SHADOW
	canary   = rolloutv1.Stage_STAGE_CANARY
	reversed = rolloutv1.Stage_STAGE_REVERSED
	retired  = rolloutv1.Stage_STAGE_RETIRED
)

// atShare begins at a stage, with a share where it has one.
func atShare(stage rolloutv1.Stage, basisPoints uint32) func(*experiment.Options[request, response]) {
	if stage == off || stage == retired {
		return func(o *experiment.Options[request, response]) { o.Initial = stage }
	}
	return at(stage, basisPoints)
}

func TestWhoAnswers(t *testing.T) {
	cases := []struct {
		stage rolloutv1.Stage
		share uint32
		want  string
		// Calls of the other side for each of ten callers.
		others int64
	}{
		{off, 0, "go-1", 0},
		{shadow, 0, "go-1", 0},
		{shadow, 10000, "go-1", 10},
		{canary, 0, "go-1", 0},
		{canary, 10000, "rust-1", 10},
		{reversed, 0, "rust-1", 0},
		{reversed, 10000, "rust-1", 10},
		{retired, 0, "rust-1", 0},
	}
	for _, c := range cases {
		t.Run(c.stage.String(), bubble(func(t *testing.T) {
			w := start(t, atShare(c.stage, c.share))
			other := w.candidate
			if c.want == "rust-1" {
				other = w.control
			}
			for seed := range uint64(10) {
				if got := buildOf(w.do(seed)).ID; got != c.want {
					t.Fatalf("%s answers, not %s", got, c.want)
				}
			}
			w.until("the comparisons are made", func(*rolloutv1.Rollout) bool { return other.calls.Load() == c.others })
		}))
	}
}

// At canary a caller is answered by one side for one key, always.
func TestCanarySplitsByKey(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, at(canary, 5000))
		by := map[string]int{}
		for seed := range uint64(200) {
			first := buildOf(w.do(seed)).ID
			if again := buildOf(w.do(seed)).ID; again != first {
				t.Fatalf("seed %d is answered by %s, then by %s", seed, first, again)
			}
			by[first]++
		}
		if by["go-1"] < 50 || by["rust-1"] < 50 {
			t.Errorf("half of the keys to each: %v", by)
		}
	})
}

func TestFaultsOfTheCandidateAreAnsweredByTheControl(t *testing.T) {
	refusal := status.Error(codes.InvalidArgument, "no")
	cases := []struct {
		name      string
		candidate function
		// What the caller gets; OK is the control's answer.
		want codes.Code
	}{
		{"INTERNAL", failing(codes.Internal), codes.OK},
		{"UNKNOWN", failing(codes.Unknown), codes.OK},
		{"DATA_LOSS", failing(codes.DataLoss), codes.OK},
		{"UNIMPLEMENTED", failing(codes.Unimplemented), codes.OK},
		{"an error without a status", func(context.Context, request) (response, error) { return nil, errors.New("oh") }, codes.OK},
		{"a panic", func(context.Context, request) (response, error) { panic("oh") }, codes.OK},
		{"its deadline", hanging, codes.OK},
		{"UNAVAILABLE", failing(codes.Unavailable), codes.Unavailable},
		{"RESOURCE_EXHAUSTED", failing(codes.ResourceExhausted), codes.ResourceExhausted},
		{"INVALID_ARGUMENT", failing(codes.InvalidArgument), codes.InvalidArgument},
	}
	for _, c := range cases {
		for _, stage := range []rolloutv1.Stage{canary, reversed, retired} {
			t.Run(c.name+" at "+stage.String(), bubble(func(t *testing.T) {
				w := start(t, func(o *experiment.Options[request, response]) {
					atShare(stage, 10000)(o)
					o.Timeout = 50 * time.Millisecond
				})
				if c.want == codes.InvalidArgument {
					w.control.fails(refusal)
				}
				w.candidate.does(c.candidate)
				_, err := w.Do(t.Context(), seeded(0))
				if status.Code(err) != c.want {
					t.Fatalf("the caller gets %v, not %v", err, c.want)
				}
				failures := uint64(0)
				if c.want == codes.OK {
					failures = 1
				}
				if got := w.view().GetEvidence().GetCandidate().GetFailures(); got != failures {
					t.Errorf("%d failures are counted, not %d", got, failures)
				}
			}))
		}
	}
}

func failing(code codes.Code) function {
	return func(context.Context, request) (response, error) { return nil, status.Error(code, "on purpose") }
}

func hanging(ctx context.Context, _ request) (response, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// A caller who goes away is no failure of the candidate, nor is one without time.
func TestCallersWhoGoAwayAreNoFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, at(reversed, 10000))
		w.candidate.does(hanging)
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		hurried, end := context.WithTimeout(t.Context(), time.Millisecond)
		defer end()
		for _, ctx := range []context.Context{gone, hurried} {
			if _, err := w.Do(ctx, seeded(0)); err == nil {
				t.Error("a caller who has gone gets an answer")
			}
		}
		if e := w.view().GetEvidence(); e.GetCandidate().GetCalls() != 0 || w.control.calls.Load() != 0 {
			t.Errorf("it counts as %v, and the control was called %d times", e, w.control.calls.Load())
		}
	})
}

// Who is too slow for its callers is slow, whether they wait for the end or not.
func TestCallersWhoGoBecauseTheAnswerIsLateCountForItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, at(reversed, 0))
		ctx, leave := context.WithCancelCause(t.Context())
		w.candidate.does(func(inner context.Context, q request) (response, error) {
			leave(fmt.Errorf("another server was faster: %w", experiment.ErrLate))
			return hanging(inner, q)
		})
		if _, err := w.Do(ctx, seeded(1)); err == nil {
			t.Error("a caller who has gone gets an answer")
		}
		e := w.view().GetEvidence().GetCandidate()
		if e.GetCalls() != 1 || e.GetFailures() != 0 || e.GetAnswered() != 0 || len(e.GetLatencies().GetCounts()) != 1 {
			t.Errorf("it counts as %v", e)
		}
	})
}

// One experiment, with a function for each server of the candidate.
func TestSeamsShareOneExperiment(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, at(reversed, 0))
		other := newSide("rust-1")
		seam := w.Seam(other.call)
		for range 3 {
			if _, err := seam(t.Context(), seeded(0)); err != nil {
				t.Fatal(err)
			}
		}
		w.do(1)
		if other.calls.Load() != 3 || w.candidate.calls.Load() != 1 {
			t.Errorf("the servers were called %d and %d times", other.calls.Load(), w.candidate.calls.Load())
		}
	})
}
