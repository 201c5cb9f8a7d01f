package rolloutserver_test

import (
	"context"
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// rollout answers as the test wants and remembers what it was told.
type rollout struct {
	mu      sync.Mutex
	view    *rolloutv1.Rollout
	changed chan struct{}
	views   int
	// viewed, if set, is called at the end of every View.
	viewed func()

	changes  []experiment.Change
	kills    []experiment.Change
	replayed []*anypb.Any

	// What it answers.
	err    error
	stored bool
	replay *experiment.Replay
}

var _ experiment.Steering = (*rollout)(nil)

func newRollout() *rollout {
	return &rollout{changed: make(chan struct{}), stored: true, view: &rolloutv1.Rollout{
		Name: name, State: &rolloutv1.State{Version: 7, Stage: rolloutv1.Stage_STAGE_SHADOW, BasisPoints: 100},
		Evidence: &rolloutv1.Evidence{Compared: 3}, Verdict: rolloutv1.Verdict_VERDICT_PASS,
	}}
}

// alter changes the view, and tells of it only if it is a change of the state.
func (r *rollout) alter(tell bool, change func(*rolloutv1.Rollout)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.view = proto.CloneOf(r.view)
	change(r.view)
	if tell {
		close(r.changed)
		r.changed = make(chan struct{})
	}
}

func (r *rollout) Name() string { return name }

func (r *rollout) View(context.Context) (*rolloutv1.Rollout, error) {
	r.mu.Lock()
	r.views++
	view := r.view
	r.mu.Unlock()
	if r.viewed != nil {
		r.viewed()
	}
	return view, nil
}

func (r *rollout) Changed() <-chan struct{} {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.changed
}

func (r *rollout) SetStage(_ context.Context, change experiment.Change) error {
	r.changes = append(r.changes, change)
	return r.err
}

func (r *rollout) Kill(_ context.Context, reason, actor string) (bool, error) {
	r.kills = append(r.kills, experiment.Change{Reason: reason, Actor: actor})
	return r.stored, r.err
}

func (r *rollout) Replay(_ context.Context, request *anypb.Any) (*experiment.Replay, error) {
	r.replayed = append(r.replayed, request)
	return r.replay, r.err
}
