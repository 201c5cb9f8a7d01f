package experiment_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// When an experiment ends, comparisons end, what was observed is stored, and calls go on.
func TestTheEndOfRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store, control, candidate := memstore.New(), newSide("go-1"), newSide("rust-1")
		o := options(store, control, candidate)
		o.FlushInterval, o.Timeout = time.Hour, time.Hour
		proven(shadow, 10000)(&o)
		x, err := experiment.New(o)
		if err != nil {
			t.Fatal(err)
		}
		if err := x.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() { defer close(ended); x.Run(ctx) }()
		called, cancelled := make(chan struct{}), make(chan struct{})
		candidate.does(func(ctx context.Context, _ request) (response, error) {
			close(called)
			<-ctx.Done()
			close(cancelled)
			return nil, ctx.Err()
		})
		if _, err := x.Do(t.Context(), seeded(1)); err != nil {
			t.Fatal(err)
		}
		<-called
		cancel()
		select {
		case <-cancelled:
		case <-time.After(20 * time.Second):
			t.Fatal("the comparison is still running")
		}
		<-ended
		sum, err := store.AddEvidence(t.Context(), "solve", 1, nil)
		if err != nil || sum.GetControl().GetCalls() != 1 || sum.GetCandidate().GetCalls() != 0 {
			t.Errorf("the store has %v, %v", sum, err)
		}
		if r, err := x.Do(t.Context(), seeded(2)); err != nil || buildOf(r).ID != "go-1" {
			t.Errorf("a call after the end: %v, %v", r, err)
		}
	})
}

func TestRunEndsWithoutAStore(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &fragile{Store: memstore.New()}
		store.down.Store(true)
		x, err := experiment.New(options(store, newSide("go-1"), newSide("rust-1")))
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		x.Run(ctx)
	})
}

func TestOptionsAreChecked(t *testing.T) {
	o := experiment.Options[request, response]{Initial: 9, InitialBasisPoints: new(uint32(10001))}
	_, err := experiment.New(o)
	if err == nil {
		t.Fatal("nothing is required")
	}
	for _, field := range []string{"Name", "Control", "Candidate", "Key", "Store", "Initial", "InitialBasisPoints"} {
		if !strings.Contains(err.Error(), field+" is") {
			t.Errorf("%s is not named in %q", field, err)
		}
	}
}

// The control was deleted: a rollout that is retired goes on, and cannot go back.
func TestRetiredWithoutAControl(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, func(o *experiment.Options[request, response]) { o.Control, o.Initial = nil, retired })
		w.known()
		if by := buildOf(w.do(1)).ID; by != "rust-1" {
			t.Errorf("%s answers", by)
		}
		refused(t, w.set(reversed), "the control is gone")
		_, err := w.Kill(t.Context(), "it smells", "bob")
		refused(t, err, "the control is gone")
		_, err = w.Replay(t.Context(), &anypb.Any{})
		refused(t, err, "the control is gone")
	})
}

func TestReplayRunsBothSidesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, atShare(off, 0))
		wrong := answer("rust-2")
		wrong.Value = 8
		w.candidate.answers(wrong)
		encoded, err := anypb.New(seeded(5))
		if err != nil {
			t.Fatal(err)
		}
		replay, err := w.Replay(t.Context(), encoded)
		if err != nil {
			t.Fatal(err)
		}
		if replay.Difference.GetField() != "value" || replay.Identity.GetCandidateBuild() != "rust-2" || replay.Identity.GetControlBuild() != "go-1" {
			t.Errorf("the replay is %v, %v", replay.Difference, replay.Identity)
		}
		again := &wrapperspb.UInt64Value{}
		if err := replay.Candidate.GetResponse().UnmarshalTo(again); err != nil || again.GetValue() != 8 {
			t.Errorf("the candidate answers %v, %v", again, err)
		}
		w.candidate.answers(answer("rust-3"))
		if replay, err = w.Replay(t.Context(), encoded); err != nil || replay.Difference != nil {
			t.Errorf("fixed, and still %v, %v", replay.Difference, err)
		}
		if e := w.view().GetEvidence(); e.GetCompared() != 0 || e.GetControl().GetCalls() != 0 {
			t.Errorf("a replay counts: %v", e)
		}
	})
}

func TestReplayTellsWhatItCannotRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := start(t, nil)
		other, err := anypb.New(&rolloutv1.State{})
		if err != nil {
			t.Fatal(err)
		}
		for _, request := range []*anypb.Any{other, {TypeUrl: "type.googleapis.com/no.such.Type"}} {
			if _, err := w.Replay(t.Context(), request); err == nil || !strings.Contains(err.Error(), "the request") {
				t.Errorf("%v: %v", request, err)
			}
		}
	})
}
