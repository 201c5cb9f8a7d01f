package rolloutserver_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func TestAStepIsPassedOnAsItIs(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		var want []experiment.Change
		for _, points := range []*uint32{nil, proto.Uint32(0), proto.Uint32(10_000)} {
			response, err := s.SetStage(t.Context(), setStage(func(r *rolloutv1.SetStageRequest) { r.BasisPoints = points }))
			must(t, err)
			expectEqual(t, response.GetRollout(), s.rollout.view)
			want = append(want, experiment.Change{
				Version: 7, Stage: rolloutv1.Stage_STAGE_CANARY, BasisPoints: points, Reason: "it passed", Actor: "anna",
			})
		}
		for _, last := range []rolloutv1.Stage{rolloutv1.Stage_STAGE_OFF, rolloutv1.Stage_STAGE_RETIRED} {
			_, err := s.SetStage(t.Context(), setStage(func(r *rolloutv1.SetStageRequest) { r.BasisPoints, r.Stage = nil, last }))
			must(t, err)
			want = append(want, experiment.Change{Version: 7, Stage: last, Reason: "it passed", Actor: "anna"})
		}
		if !reflect.DeepEqual(s.rollout.changes, want) {
			t.Errorf("got %v, want %v", s.rollout.changes, want)
		}
	})
}

func TestEveryBadFieldOfAStepIsNamed(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		for name, c := range map[string]struct {
			alter func(*rolloutv1.SetStageRequest)
			want  []string
		}{
			"no stage":         {func(r *rolloutv1.SetStageRequest) { r.Stage = 0 }, []string{"stage"}},
			"an unknown stage": {func(r *rolloutv1.SetStageRequest) { r.Stage = 6 }, []string{"stage"}},
			"a negative stage": {func(r *rolloutv1.SetStageRequest) { r.Stage = -1 }, []string{"stage"}},
			"above 100 %":      {func(r *rolloutv1.SetStageRequest) { r.BasisPoints = proto.Uint32(10_001) }, []string{"basis_points"}},
			"a share of off":   {func(r *rolloutv1.SetStageRequest) { r.Stage = rolloutv1.Stage_STAGE_OFF }, []string{"basis_points"}},
			"a share of retired": {
				func(r *rolloutv1.SetStageRequest) {
					r.Stage, r.BasisPoints = rolloutv1.Stage_STAGE_RETIRED, proto.Uint32(0)
				}, []string{"basis_points"},
			},
			"everything": {
				func(r *rolloutv1.SetStageRequest) {
					proto.Reset(r)
					r.Name, r.BasisPoints = "solve", proto.Uint32(1<<32-1)
				},
				[]string{"stage", "basis_points", "reason", "actor"},
			},
		} {
			t.Log(name)
			_, err := s.SetStage(t.Context(), setStage(c.alter))
			expectFaultyFields(t, err, c.want...)
		}
		if len(s.rollout.changes) != 0 {
			t.Errorf("passed on: %v", s.rollout.changes)
		}
	})
}

func TestWhatGoesIntoTheAuditTrailIsReadable(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		const reason, actor = 500, 100
		for text, legal := range map[string]struct{ reason, actor bool }{
			"x": {true, true}, "Anna, 'the first'; ∞": {true, true},
			"": {}, " \u00a0 ": {}, "a\x00b": {}, "a\nb": {}, "\x1b[31m": {},
			strings.Repeat("é", actor): {true, true}, strings.Repeat("é", actor+1): {true, false},
			strings.Repeat("é", reason): {true, false}, strings.Repeat("é", reason+1): {},
			// Nobody passes for the machine.
			"trivium": {true, false}, " " + strings.ToUpper("trivium") + " ": {true, false},
		} {
			t.Logf("%.30q", text)
			var want []string
			if !legal.reason {
				want = append(want, "reason")
			}
			if !legal.actor {
				want = append(want, "actor")
			}
			_, setErr := s.SetStage(t.Context(), setStage(func(r *rolloutv1.SetStageRequest) { r.Reason, r.Actor = text, text }))
			_, killErr := s.Kill(t.Context(), &rolloutv1.KillRequest{Name: name, Reason: text, Actor: text})
			for _, err := range []error{setErr, killErr} {
				if len(want) > 0 {
					expectFaultyFields(t, err, want...)
				} else if err != nil {
					t.Error(err)
				}
			}
		}
		if len(s.rollout.changes) != 3 || len(s.rollout.kills) != 3 {
			t.Errorf("passed on: %v, %v", s.rollout.changes, s.rollout.kills)
		}
	})
}

func TestAStaleStepGetsThePresentState(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.rollout.err = fmt.Errorf("swap: %w", experiment.ErrStale)
		_, err := s.SetStage(t.Context(), setStage(func(r *rolloutv1.SetStageRequest) { r.Version = 6 }))
		expectFault(t, err, codes.Aborted, "ROLLOUT_VERSION_STALE")
		expectEqual(t, detail[*rolloutv1.State](err), s.rollout.view.GetState())
	})
}

func TestARefusalSaysWhatIsMissing(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.rollout.err = fmt.Errorf("next: %w", &stage.RefusedError{Reason: "100 % of 40 calls"})
		calls := s.calls(name)
		for _, call := range []string{"SetStage", "Kill"} {
			err := calls[call](t.Context())
			expectFault(t, err, codes.FailedPrecondition, "ROLLOUT_STEP_REFUSED")
			if message := status.Convert(err).Message(); message != "100 % of 40 calls" {
				t.Errorf("%s: the caller reads %q", call, message)
			}
		}
	})
}

func TestAStepThatCouldNotBeStoredIsNotTakenForAFaultOfTheCaller(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.rollout.err = errors.New("pq: password of user trivium")
		_, err := s.SetStage(t.Context(), setStage(func(*rolloutv1.SetStageRequest) {}))
		expectFault(t, err, codes.Unavailable, "UNAVAILABLE")
		if strings.Contains(err.Error(), "password") {
			t.Errorf("the caller reads %v", err)
		}
	})
}

func TestAKillSaysWhetherTheStoreHasIt(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		for _, stored := range []bool{true, false} {
			s.rollout.stored = stored
			response, err := s.Kill(t.Context(), &rolloutv1.KillRequest{Name: name, Reason: "wrong", Actor: "anna"})
			must(t, err)
			if response.GetStored() != stored {
				t.Errorf("stored is %v, want %v", response.GetStored(), stored)
			}
			expectEqual(t, response.GetRollout(), s.rollout.view)
		}
		if want := (experiment.Change{Reason: "wrong", Actor: "anna"}); s.rollout.kills[0] != want {
			t.Errorf("got %v, want %v", s.rollout.kills[0], want)
		}
	})
}
