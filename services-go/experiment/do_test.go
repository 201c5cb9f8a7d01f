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
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/memstore"
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
		{"UNAVAILABLE", failing(codes.Unavailable), codes.OK},
		{"RESOURCE_EXHAUSTED", failing(codes.ResourceExhausted), codes.OK},
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
				unanswered := uint64(0)
				if c.want == codes.OK {
					unanswered = 1
				}
				e := w.view().GetEvidence().GetCandidate()
				if got := e.GetFailures() + e.GetRefused(); got != unanswered {
					t.Errorf("%d failures and refusals are counted, not %d", got, unanswered)
				}
			}))
		}
	}
}

// The same error of both sides reaches the caller, as the candidate gave it, and is compared.
func TestErrorsThatTheControlGivesTooAreHandedOn(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{canary, reversed} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			w.control.fails(status.Error(codes.NotFound, "the control's words"))
			w.candidate.fails(status.Error(codes.NotFound, "the candidate's words"))
			_, err := w.Do(t.Context(), seeded(1))
			if status.Convert(err).Message() != "the candidate's words" {
				t.Errorf("the caller gets %v", err)
			}
			synctest.Wait()
			e := w.view().GetEvidence()
			if e.GetCompared() != 1 || e.GetMismatched() != 0 || w.control.calls.Load() != 1 {
				t.Errorf("it counts as %v, after %d calls of the control", e, w.control.calls.Load())
			}
			if e.GetCandidate().GetAnswered() != 1 || e.GetControl().GetAnswered() != 0 {
				t.Errorf("it counts as %v", e)
			}
		}))
	}
}

// What the control does is what callers had before, also when it cannot confirm an error.
func TestTheControlsFailureStandsForAnErrorThatItCannotConfirm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(reversed, 0))
		w.control.does(failing(codes.Internal))
		w.candidate.does(failing(codes.NotFound))
		if _, err := w.Do(t.Context(), seeded(1)); status.Code(err) != codes.Internal {
			t.Errorf("the caller gets %v", err)
		}
		e := w.view().GetEvidence()
		if e.GetCompared() != 0 || e.GetControl().GetFailures() != 1 {
			t.Errorf("it counts as %v", e)
		}
	})
}

// Refusals are counted apart, whichever codes a service takes for one.
func TestTheControlAnswersInPlaceOfARefusal(t *testing.T) {
	for name, classify := range map[string]func(error) experiment.Outcome{
		"by default":                nil,
		"by the service's own":      func(error) experiment.Outcome { return experiment.Refused },
		"of an outcome of nobody's": func(error) experiment.Outcome { return experiment.Outcome(99) },
	} {
		for _, stage := range []rolloutv1.Stage{canary, reversed} {
			t.Run(name+" at "+stage.String(), bubble(func(t *testing.T) {
				w := start(t, func(o *experiment.Options[request, response]) {
					proven(stage, 10000)(o)
					o.Classify = classify
				})
				w.candidate.does(failing(codes.Unavailable))
				if by := buildOf(w.do(1)).ID; by != "go-1" {
					t.Errorf("%s answers", by)
				}
				e := w.view().GetEvidence()
				if e.GetCandidate().GetAnswered() != 0 || e.GetControl().GetAnswered() != 1 {
					t.Errorf("it counts as %v", e)
				}
				if name != "of an outcome of nobody's" && (e.GetCandidate().GetCalls() != 0 || e.GetCandidate().GetRefused() != 1) {
					t.Errorf("it counts as %v", e.GetCandidate())
				}
			}))
		}
	}
}

// A caller that tries another server gets the refusals, as many as there are: they are shown, and
// break no limit.
func TestRefusalsPassToCallersWhoTryAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			proven(reversed, 0)(o)
			o.PassRefusals = true
		})
		w.candidate.does(failing(codes.ResourceExhausted))
		for seed := range uint64(200) {
			if _, err := w.Do(t.Context(), seeded(seed)); status.Code(err) != codes.ResourceExhausted {
				t.Fatalf("the caller gets %v", err)
			}
		}
		time.Sleep(time.Second)
		v := w.view()
		if refused := v.GetEvidence().GetCandidate().GetRefused(); refused != 200 || v.GetState().GetStage() != reversed {
			t.Errorf("%d are counted, and the stage is %v", refused, v.GetState().GetStage())
		}
		if v.GetCandidate().GetRefusalsPerSecond() == 0 || v.GetCandidate().GetFailuresPerSecond() != 0 {
			t.Errorf("shown as %v", v.GetCandidate())
		}
	})
}

func failing(code codes.Code) function {
	return func(context.Context, request) (response, error) { return nil, status.Error(code, "on purpose") }
}

func hanging(ctx context.Context, _ request) (response, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// A caller who has gone is no failure of the candidate, nor is one without time.
func TestCallersWhoAreGoneAreNoFailures(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, at(reversed, 10000))
		w.candidate.does(hanging)
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		late, end := context.WithTimeout(t.Context(), 0)
		defer end()
		for _, ctx := range []context.Context{gone, late} {
			if _, err := w.Do(ctx, seeded(0)); err == nil {
				t.Error("a caller who has gone gets an answer")
			}
		}
		if e := w.view().GetEvidence(); e.GetCandidate().GetCalls() != 0 || w.control.calls.Load() != 0 {
			t.Errorf("it counts as %v, and the control was called %d times", e, w.control.calls.Load())
		}
	})
}

// takes makes a side that takes a time.
func takes(d time.Duration, build string) function {
	return func(ctx context.Context, _ request) (response, error) {
		select {
		case <-time.After(d):
			return answer(build), nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// The candidate leaves the control half of the caller's time, and once it is known how long the
// control takes, no more than that.
func TestTheControlHasTimeLeftToStandIn(t *testing.T) {
	for name, c := range map[string]struct {
		known bool
		took  time.Duration
	}{
		"half of it":             {false, 500*time.Millisecond + 10*time.Millisecond},
		"as long as it may take": {true, 980*time.Millisecond + 10*time.Millisecond},
	} {
		t.Run(name, bubble(func(t *testing.T) {
			w := start(t, func(o *experiment.Options[request, response]) {
				proven(reversed, 10000)(o)
				o.Limits = budget.Limits{ErrorExcess: 1, LatencyFactor: 1e9}
				o.PollInterval = 100 * time.Millisecond
			})
			w.control.does(takes(10*time.Millisecond, "go-1"))
			if c.known {
				for seed := range uint64(200) {
					w.do(seed)
					time.Sleep(10 * time.Millisecond)
				}
			}
			w.candidate.does(hanging)
			ctx, end := context.WithTimeout(t.Context(), time.Second)
			defer end()
			began := time.Now()
			r, err := w.Do(ctx, seeded(1))
			if err != nil || buildOf(r).ID != "go-1" {
				t.Fatalf("the caller gets %v, %v", r, err)
			}
			if took := time.Since(began); took < c.took*95/100 || took > c.took*105/100 {
				t.Errorf("after %v, not %v", took, c.took)
			}
		}))
	}
}

// Callers who go sooner than the control takes say nothing of the candidate.
func TestCallersWhoGoSoonHideNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			proven(reversed, 10000)(o)
			o.Limits.LatencyFactor, o.PollInterval = 3, 100*time.Millisecond
		})
		w.control.does(takes(10*time.Millisecond, "go-1"))
		w.candidate.does(takes(10*time.Millisecond, "rust-1"))
		for seed := range uint64(200) {
			w.do(seed)
		}
		time.Sleep(time.Second)
		for seed := range uint64(200) {
			ctx, leave := context.WithCancel(t.Context())
			time.AfterFunc(time.Millisecond, leave)
			_, _ = w.Do(ctx, seeded(seed))
		}
		time.Sleep(time.Second)
		v := w.view()
		if calls := v.GetEvidence().GetCandidate().GetCalls(); calls != 200 || v.GetState().GetStage() != reversed {
			t.Errorf("%d calls are counted, and the stage is %v", calls, v.GetState().GetStage())
		}
	})
}

// A candidate that gives up before its caller's time is over leaves the control the rest of it.
func TestTheControlAnswersWhileItsCallerWaits(t *testing.T) {
	for _, code := range []codes.Code{codes.DeadlineExceeded, codes.Canceled} {
		t.Run(code.String(), bubble(func(t *testing.T) {
			w := start(t, proven(reversed, 0))
			w.candidate.does(failing(code))
			ctx, end := context.WithTimeout(t.Context(), time.Second)
			defer end()
			r, err := w.Do(ctx, seeded(0))
			if err != nil || buildOf(r).ID != "go-1" {
				t.Errorf("the caller gets %v, %v", r, err)
			}
		}))
	}
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

// sorting answers with the first element of a list, after it has swapped the first two, as code
// does that sorts in place.
func sorting(_ context.Context, q *structpb.ListValue) (*structpb.Value, error) {
	q.Values[0], q.Values[1] = q.Values[1], q.Values[0]
	return q.Values[0], nil
}

func first(_ context.Context, q *structpb.ListValue) (*structpb.Value, error) {
	return q.Values[0], nil
}

// A side that changes its request changes neither what the other side sees, nor what the caller
// has, nor what is stored: it is found out.
func TestASideThatChangesItsRequestIsFoundOut(t *testing.T) {
	for name, sides := range map[string][2]experiment.Func[*structpb.ListValue, *structpb.Value]{
		"the candidate": {first, sorting},
		"the control":   {sorting, first},
	} {
		for _, stage := range []rolloutv1.Stage{shadow, canary, reversed} {
			t.Run(name+" at "+stage.String(), bubble(func(t *testing.T) {
				everything := uint32(10000)
				store := memstore.New()
				x := begin(t, experiment.Options[*structpb.ListValue, *structpb.Value]{
					Control: sides[0], Candidate: sides[1], Key: func(*structpb.ListValue) uint64 { return 1 },
					Name: "first", Store: store, Initial: stage, InitialBasisPoints: &everything,
				})
				list := &structpb.ListValue{Values: []*structpb.Value{structpb.NewStringValue("b"), structpb.NewStringValue("a")}}
				if _, err := x.Do(t.Context(), list); err != nil {
					t.Fatal(err)
				}
				time.Sleep(time.Second)
				view, err := x.View(t.Context())
				if err != nil || view.GetState().GetStage() != off {
					t.Errorf("the stage is %v, %v", view.GetState().GetStage(), err)
				}
				stored, err := store.Mismatches(t.Context(), "first", "", 1)
				if err != nil || len(stored) != 1 {
					t.Fatalf("%d mismatches are stored, %v", len(stored), err)
				}
				whole, err := store.Mismatch(t.Context(), "first", stored[0].GetId())
				if err != nil {
					t.Fatal(err)
				}
				asked := &structpb.ListValue{}
				if err := whole.GetRequest().UnmarshalTo(asked); err != nil || asked.Values[0].GetStringValue() != "b" {
					t.Errorf("the request that is stored is %v, %v", asked, err)
				}
				if list.Values[0].GetStringValue() != "b" {
					t.Error("the caller's request is changed")
				}
				replay, err := x.Replay(t.Context(), whole.GetRequest())
				if err != nil || replay.Difference == nil {
					t.Errorf("a replay finds no difference: %v", err)
				}
			}))
		}
	}
}

// Outside the sample, too, the control stands in for the request as it was made.
func TestTheControlStandsInForTheRequestAsItWasMade(t *testing.T) {
	for _, code := range []codes.Code{codes.Internal, codes.Unavailable, codes.NotFound} {
		t.Run(code.String(), bubble(func(t *testing.T) {
			none := uint32(0)
			x := begin(t, experiment.Options[*structpb.ListValue, *structpb.Value]{
				Control: first, Key: func(*structpb.ListValue) uint64 { return 1 }, Initial: reversed, InitialBasisPoints: &none,
				Candidate: func(ctx context.Context, q *structpb.ListValue) (*structpb.Value, error) {
					_, _ = sorting(ctx, q)
					return nil, status.Error(code, "planted")
				},
			})
			list := &structpb.ListValue{Values: []*structpb.Value{structpb.NewStringValue("b"), structpb.NewStringValue("a")}}
			if got, err := x.Do(t.Context(), list); err != nil || got.GetStringValue() != "b" {
				t.Errorf("the caller gets %v, %v", got, err)
			}
		}))
	}
}

// The candidate's deadline is one of real time, whatever clock the evidence has.
func TestAWrongClockEndsNoCall(t *testing.T) {
	past := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	w := start(t, func(o *experiment.Options[request, response]) {
		proven(reversed, 0)(o)
		o.Now = func() time.Time { return past }
	})
	w.candidate.does(func(ctx context.Context, _ request) (response, error) { return answer("rust-1"), ctx.Err() })
	if by := buildOf(w.do(1)).ID; by != "rust-1" {
		t.Errorf("%s answers", by)
	}
}
