package experiment_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func TestOneMismatchLeadsBackToOff(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{
		rolloutv1.Stage_STAGE_SHADOW, rolloutv1.Stage_STAGE_CANARY, rolloutv1.Stage_STAGE_REVERSED,
	} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			wrong := answer("rust-1")
			wrong.Value = 8
			w.candidate.answers(wrong)
			w.do(1)
			w.untilStage(rolloutv1.Stage_STAGE_OFF)
			entry := w.newest()
			if entry.GetActor() != "trivium" || entry.GetEvidence().GetMismatched() != 1 || entry.GetMismatchId() == "" {
				t.Errorf("the audit entry is %v", entry)
			}
			mismatch, err := w.store.Mismatch(t.Context(), "solve", entry.GetMismatchId())
			if err != nil {
				t.Fatal(err)
			}
			if d := mismatch.GetDifference(); d.GetField() != "value" ||
				d.GetControl().GetBits() != "0000000000000007" || d.GetCandidate().GetBits() != "0000000000000008" {
				t.Errorf("the difference is %v", d)
			}
			if r := w.do(1); r.GetValue() != 7 {
				t.Error("a caller still gets the candidate's answer")
			}
		}))
	}
}

// A candidate that fails is found within a number of calls, and no caller sees a failure.
func TestFailuresLeadBackToOff(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{rolloutv1.Stage_STAGE_CANARY, rolloutv1.Stage_STAGE_REVERSED} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			w := start(t, proven(stage, 10000))
			w.candidate.does(failing(codes.Internal))
			for seed := range uint64(20) {
				w.do(seed)
			}
			w.untilStage(rolloutv1.Stage_STAGE_OFF)
			entry := w.newest()
			if failures := entry.GetEvidence().GetCandidate().GetFailures(); failures == 0 || failures > 20 || entry.GetMismatchId() != "" {
				t.Errorf("the audit entry is %v", entry)
			}
		}))
	}
}

// A candidate that is down, or sheds for good, is found within a number of calls, and no caller
// sees a refusal.
func TestRefusalsLeadBackToOff(t *testing.T) {
	for _, code := range []codes.Code{codes.Unavailable, codes.ResourceExhausted} {
		for _, stage := range []rolloutv1.Stage{shadow, canary, reversed} {
			t.Run(code.String()+" at "+stage.String(), bubble(func(t *testing.T) {
				w := start(t, proven(stage, 10000))
				w.candidate.does(failing(code))
				for seed := range uint64(20) {
					w.do(seed)
				}
				w.untilStage(off)
				entry := w.newest()
				if refused := entry.GetEvidence().GetCandidate().GetRefused(); refused == 0 || refused > 20 {
					t.Errorf("the audit entry is %v", entry)
				}
				if !strings.Contains(entry.GetReason(), "refused calls") {
					t.Errorf("the reason is %q", entry.GetReason())
				}
			}))
		}
	}
}

// A missing permission, a smaller limit of one server: the control is asked before an error reaches
// a caller, whether the call is in the sample or not, and whether a build is known or not.
func TestErrorsThatTheControlDoesNotGiveLeadBackToOff(t *testing.T) {
	everything := func(error) experiment.Outcome { return experiment.Answered }
	for name, change := range map[string]func(*experiment.Options[request, response]){
		"at canary":                proven(canary, 10000),
		"at reversed":              proven(reversed, 0),
		"before a build is known":  at(reversed, 0),
		"by a Classify of its own": func(o *experiment.Options[request, response]) { proven(reversed, 0)(o); o.Classify = everything },
	} {
		for _, code := range []codes.Code{
			codes.InvalidArgument, codes.PermissionDenied, codes.Unauthenticated, codes.NotFound, codes.OutOfRange,
			codes.FailedPrecondition, codes.Unavailable, codes.Internal,
		} {
			if name != "by a Classify of its own" && experiment.Classify(status.Error(code, "")) != experiment.Answered {
				continue
			}
			t.Run(code.String()+" "+name, bubble(func(t *testing.T) {
				w := start(t, change)
				w.candidate.does(failing(code))
				if by := buildOf(w.do(1)).ID; by != "go-1" {
					t.Errorf("%s answers", by)
				}
				w.untilStage(off)
				mismatch, err := w.store.Mismatch(t.Context(), "solve", w.newest().GetMismatchId())
				if err != nil || mismatch.GetDifference().GetField() != "status" || mismatch.GetCandidate().GetCode() != uint32(code) {
					t.Errorf("the mismatch is %v, %v", mismatch, err)
				}
				if e := w.newest().GetEvidence(); e.GetCandidate().GetAnswered() != 0 || e.GetControl().GetAnswered() != 1 {
					t.Errorf("it counts as %v", e)
				}
			}))
		}
	}
}

// Both sides shed alike, as when the whole machine is busy: that is no fault of the candidate.
func TestRefusalsOfBothSidesChangeNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(reversed, 10000))
		for seed := range uint64(200) {
			side := []*side{w.control, w.candidate}[seed%2]
			right := side.do.Load()
			if seed%10 < 2 {
				side.does(failing(codes.ResourceExhausted))
			}
			_, _ = w.Do(t.Context(), seeded(seed))
			synctest.Wait()
			side.do.Store(right)
		}
		time.Sleep(time.Second)
		if v := w.view(); v.GetState().GetStage() != reversed {
			t.Errorf("%v: %s", v.GetState().GetStage(), w.newest().GetReason())
		}
	})
}

// A candidate that is grossly slow is found within a number of calls.
func TestSlownessLeadsBackToOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, proven(rolloutv1.Stage_STAGE_SHADOW, 10000))
		w.candidate.does(func(ctx context.Context, _ request) (response, error) {
			select {
			case <-time.After(200 * time.Millisecond):
			case <-ctx.Done():
			}
			return answer("rust-1"), ctx.Err()
		})
		calls := 0
		w.until("the stage is off", func(v *rolloutv1.Rollout) bool {
			for range 20 {
				w.do(uint64(calls))
				calls++
			}
			return v.GetState().GetStage() == rolloutv1.Stage_STAGE_OFF
		})
		if samples := w.newest().GetEvidence().GetCandidate().GetCalls(); samples > 300 {
			t.Errorf("it took %d calls of the candidate", samples)
		}
	})
}

// A candidate that never answers is found whether its callers have deadlines, sooner than its own,
// or give up by themselves; where they have one, they are answered in time.
func TestACandidateThatHangsLeadsBackToOff(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{shadow, canary, reversed} {
		for name, limited := range map[string]func(context.Context) (context.Context, context.CancelFunc){
			"of callers with deadlines": func(ctx context.Context) (context.Context, context.CancelFunc) {
				return context.WithTimeout(ctx, 100*time.Millisecond)
			},
			"of callers who give up": func(ctx context.Context) (context.Context, context.CancelFunc) {
				ctx, leave := context.WithCancel(ctx)
				time.AfterFunc(100*time.Millisecond, leave)
				return ctx, leave
			},
		} {
			t.Run(stage.String()+" "+name, bubble(func(t *testing.T) {
				w := start(t, func(o *experiment.Options[request, response]) {
					proven(stage, 10000)(o)
					o.PollInterval, o.FlushInterval = 250*time.Millisecond, 250*time.Millisecond
				})
				w.control.does(takes(time.Millisecond, "go-1"))
				w.candidate.does(hanging)
				calls := 0
				w.until("the stage is off", func(v *rolloutv1.Rollout) bool {
					for range 20 {
						ctx, end := limited(t.Context())
						_, err := w.Do(ctx, seeded(uint64(calls)))
						_, timed := ctx.Deadline()
						if err != nil && timed {
							t.Fatalf("the caller gets %v", err)
						}
						end()
						calls++
					}
					return v.GetState().GetStage() == off
				})
				if calls > 400 && stage != shadow {
					t.Errorf("it took %d calls", calls)
				}
				t.Logf("%d calls", calls)
			}))
		}
	}
}

// What leads back does not wait for the next look at the store.
func TestRetreatsDoNotWaitForThePoll(t *testing.T) {
	rare := func(o *experiment.Options[request, response]) {
		proven(rolloutv1.Stage_STAGE_CANARY, 10000)(o)
		o.PollInterval = time.Hour
	}
	t.Run("a mismatch", bubble(func(t *testing.T) {
		w := start(t, rare)
		wrong := answer("rust-1")
		wrong.Value = 8
		w.candidate.answers(wrong)
		w.do(1)
		w.untilStage(rolloutv1.Stage_STAGE_OFF)
	}))
	t.Run("another build", bubble(func(t *testing.T) {
		w := start(t, rare)
		w.candidate.answers(answer("rust-2"))
		w.do(1)
		w.untilStage(rolloutv1.Stage_STAGE_SHADOW)
	}))
}

// racing is a store that runs something just before a change to RETIRED reaches it, and lets a
// change to OFF through just after it.
type racing struct {
	experiment.Store
	before        func()
	retiring, off chan struct{}
}

func (r *racing) Swap(ctx context.Context, name string, entry *rolloutv1.AuditEntry) error {
	switch {
	case entry.GetAfter().GetStage() == retired:
		defer close(r.retiring)
		r.before()
	case entry.GetBefore().GetStage() != retired:
		close(r.off)
		<-r.retiring
	}
	return r.Store.Swap(ctx, name, entry)
}

// A difference is evidence whichever change reaches the store first: a rollout that is retired
// meanwhile goes back, while there is a control.
func TestADifferenceFoundWhileRetiringLeadsBackToOff(t *testing.T) {
	wrong := answer("rust-1")
	wrong.Value = 8
	enough := func(o *experiment.Options[request, response]) {
		proven(reversed, 10000)(o)
		o.Limits.MinSamples = 1
	}
	judged := func(w *world) {
		w.t.Helper()
		w.do(0)
		w.until("the evidence passes", func(v *rolloutv1.Rollout) bool { return v.GetVerdict() == rolloutv1.Verdict_VERDICT_PASS })
	}
	goesBack := func(w *world) {
		w.t.Helper()
		w.untilStage(off)
		if r := w.do(2); r.GetValue() != 7 {
			w.t.Errorf("a caller gets %v", r)
		}
		if entry := w.newest(); entry.GetBefore().GetStage() != retired || entry.GetMismatchId() == "" {
			w.t.Errorf("the audit entry is %v", entry)
		}
	}
	t.Run("before the change reaches the store", bubble(func(t *testing.T) {
		store := &racing{Store: memstore.New(), retiring: make(chan struct{}), off: make(chan struct{})}
		w := start(t, func(o *experiment.Options[request, response]) { o.Store = store; enough(o) })
		judged(w)
		store.before = func() {
			w.candidate.answers(wrong)
			w.do(1)
			<-store.off
		}
		if err := w.set(retired); err != nil {
			t.Fatal(err)
		}
		goesBack(w)
	}))
	t.Run("by another replica", bubble(func(t *testing.T) {
		w, store := startFragile(t, enough)
		other := w.replica(func(o *experiment.Options[request, response]) { o.Store = store.Store; o.Limits.MinSamples = 1 })
		judged(w)
		other.until("it has the evidence", func(v *rolloutv1.Rollout) bool { return v.GetVerdict() == rolloutv1.Verdict_VERDICT_PASS })
		store.down.Store(true)
		w.untilDown()
		w.candidate.answers(wrong)
		w.do(1)
		if err := other.set(retired); err != nil {
			t.Fatal(err)
		}
		store.down.Store(false)
		goesBack(w)
		other.untilStage(off)
	}))
	t.Run("by a comparison that was under way", bubble(func(t *testing.T) {
		w := start(t, enough)
		judged(w)
		proceed := make(chan struct{})
		w.control.does(func(context.Context, request) (response, error) { <-proceed; return answer("go-1"), nil })
		w.candidate.answers(wrong)
		w.do(1)
		if err := w.set(retired); err != nil {
			t.Fatal(err)
		}
		close(proceed)
		goesBack(w)
	}))
}
