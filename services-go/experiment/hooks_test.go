package experiment_test

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// hostile are functions of a service that panic at what the candidate does, each with the name
// that the log gives it.
var hostile = map[string]func(*experiment.Options[request, response], *side){
	"Options.Classify": func(o *experiment.Options[request, response], candidate *side) {
		o.Classify = func(err error) experiment.Outcome {
			return err.(interface{ Outcome() experiment.Outcome }).Outcome()
		}
		candidate.does(failing(codes.Internal))
	},
	"Options.Key": func(o *experiment.Options[request, response], _ *side) { o.Key = func(request) uint64 { panic("oh") } },
	"Options.Work": func(o *experiment.Options[request, response], _ *side) {
		o.Work = func(request) float64 { panic("oh") }
	},
	"Options.Identify": func(o *experiment.Options[request, response], _ *side) {
		o.Identify = func(response) experiment.Build { panic("oh") }
	},
	"KillSwitch.On": func(o *experiment.Options[request, response], _ *side) {
		o.KillSwitches = []experiment.KillSwitch{{Name: "a flag", On: func() (bool, error) { panic("oh") }}}
	},
}

// A panic in a function of the service harms no caller and no process, on the caller's path and
// behind it, whether the control's build is known beforehand or not.
func TestPanicsInAServicesFunctionsAreContained(t *testing.T) {
	for name, plug := range hostile {
		for _, stage := range []rolloutv1.Stage{shadow, canary, reversed} {
			for _, build := range []experiment.Build{{}, {ID: "go-1", ContractHash: contract, Implementation: "go"}} {
				t.Run(name+" at "+stage.String()+" "+build.ID, bubble(func(t *testing.T) {
					var log logged
					w := start(t, func(o *experiment.Options[request, response]) {
						proven(stage, 10000)(o)
						candidate := newSide("rust-1")
						o.ControlBuild, o.Candidate = build, candidate.call
						o.Logger = slog.New(slog.NewTextHandler(&log, nil))
						plug(o, candidate)
					})
					for seed := range uint64(5) {
						if got := w.do(seed).GetValue(); got != 7 {
							t.Fatalf("the caller gets %d", got)
						}
					}
					time.Sleep(20 * time.Millisecond)
					if !log.has(name) || !log.has("goroutine") {
						t.Error("the log does not say which function, or has no stack")
					}
				}))
			}
		}
	}
}

// Nobody knows how long a call may take whose work is unknown: it counts, and its time does not.
func TestCallsOfUnknownWorkHaveNoTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			proven(reversed, 10000)(o)
			o.Work = func(request) float64 { panic("oh") }
		})
		w.do(1)
		v := w.until("it is compared", func(v *rolloutv1.Rollout) bool { return v.GetEvidence().GetCompared() == 1 })
		if arm := v.GetEvidence().GetCandidate(); arm.GetCalls() != 1 || len(arm.GetLatencies().GetCounts()) != 0 {
			t.Errorf("it counts as %v", arm)
		}
	})
}

// An answer that cannot be compared is counted as left out.
func TestAPanicInTheComparisonIsCounted(t *testing.T) {
	for _, stage := range []rolloutv1.Stage{shadow, reversed} {
		t.Run(stage.String(), bubble(func(t *testing.T) {
			var log logged
			everything := uint32(10000)
			x, err := experiment.New(experiment.Options[request, proto.Message]{
				Name: "solve", Key: request.GetValue, Store: memstore.New(), Initial: stage, InitialBasisPoints: &everything,
				NoSideEffects: true,
				Control:       func(context.Context, request) (proto.Message, error) { return answer("go-1"), nil },
				Candidate:     func(context.Context, request) (proto.Message, error) { return nil, nil },
				Logger:        slog.New(slog.NewTextHandler(&log, nil)),
			})
			if err != nil {
				t.Fatal(err)
			}
			if err := x.Load(t.Context()); err != nil {
				t.Fatal(err)
			}
			if _, err := x.Do(t.Context(), seeded(1)); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
			view, err := x.View(t.Context())
			if err != nil || view.GetEvidence().GetDropped() != 1 || view.GetEvidence().GetCompared() != 0 {
				t.Errorf("it counts as %v, %v", view.GetEvidence(), err)
			}
			if !log.has("comparison") || !log.has("goroutine") {
				t.Error("the log has no stack")
			}
		}))
	}
}

// A switch that panics stays as it was, and its stack is not logged with every look.
func TestAKillSwitchThatPanicsStaysAsItWas(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log logged
		looks := 0
		w := start(t, func(o *experiment.Options[request, response]) {
			withSwitch(reversed, experiment.KillSwitch{Name: "a flag", On: func() (bool, error) {
				if looks++; looks > 2 {
					panic("oh")
				}
				return true, nil
			}})(o)
			o.Logger = slog.New(slog.NewTextHandler(&log, nil))
		})
		w.untilStage(off)
		w.until("it is said", func(v *rolloutv1.Rollout) bool {
			return v.GetKillSwitch().GetOn() && v.GetKillSwitch().GetDescription() == "a flag cannot be read: it panicked: oh"
		})
		time.Sleep(time.Second)
		if stacks := log.count("KillSwitch.On of"); stacks != 1 {
			t.Errorf("%d stacks are logged", stacks)
		}
	})
}

// An error of the control is its caller's, whatever the service makes of it.
func TestAPanicInClassifyAtTheControlsErrorIsContained(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) {
			proven(shadow, 10000)(o)
			o.Classify = func(error) experiment.Outcome { panic("oh") }
		})
		w.control.does(failing(codes.NotFound))
		if _, err := w.Do(t.Context(), seeded(1)); status.Code(err) != codes.NotFound {
			t.Errorf("the caller gets %v", err)
		}
		if failures := w.view().GetEvidence().GetControl().GetFailures(); failures != 1 {
			t.Errorf("%d failures are counted", failures)
		}
	})
}
