package experiment_test

import (
	"context"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

type (
	request  = *wrapperspb.UInt64Value
	response = *wrapperspb.UInt64Value
	function = experiment.Func[request, response]
)

const contract = "c0"

// builds are those of answers, which do not tell it themselves.
var builds sync.Map

func buildOf(r response) experiment.Build {
	build, _ := builds.Load(r)
	known, _ := build.(experiment.Build)
	return known
}

// answer is what an implementation of a build answers to everything.
func answer(build string) response {
	r := wrapperspb.UInt64(7)
	builds.Store(r, experiment.Build{ID: build, ContractHash: contract, Implementation: build})
	return r
}

func seeded(seed uint64) request { return wrapperspb.UInt64(seed) }

// side is an implementation whose behaviour a test may change.
type side struct {
	calls atomic.Int64
	do    atomic.Pointer[function]
}

func newSide(build string) *side {
	s := &side{}
	s.answers(answer(build))
	return s
}

func (s *side) does(f function) { s.do.Store(&f) }

func (s *side) answers(r response) {
	s.does(func(context.Context, request) (response, error) { return r, nil })
}

func (s *side) fails(err error) {
	s.does(func(context.Context, request) (response, error) { return nil, err })
}

// ends answers with an error, or as a build when there is none.
func (s *side) ends(err error, build string) {
	if err != nil {
		s.fails(err)
		return
	}
	s.answers(answer(build))
}

func (s *side) call(ctx context.Context, q request) (response, error) {
	s.calls.Add(1)
	return (*s.do.Load())(ctx, q)
}

// world is a replica of an experiment, and what it stands between.
type world struct {
	*experiment.Experiment[request, response]
	t                  *testing.T
	store              experiment.Store
	control, candidate *side
}

func options(store experiment.Store, control, candidate *side) experiment.Options[request, response] {
	return experiment.Options[request, response]{
		Name:          "solve",
		NoSideEffects: true,
		Control:       control.call,
		Candidate:     candidate.call,
		Key:           func(q request) uint64 { return q.GetValue() },
		Identify:      buildOf,
		ControlBuild:  experiment.Build{ID: "go-1", ContractHash: contract, Implementation: "go"},
		ContractHash:  contract,
		Store:         store,
		PollInterval:  time.Millisecond,
		FlushInterval: time.Millisecond,
		Logger:        slog.New(slog.NewTextHandler(io.Discard, nil)),
	}
}

// bubble runs a test with a clock of its own: what does nothing takes no time, however busy the
// machine is.
func bubble(test func(t *testing.T)) func(t *testing.T) {
	return func(t *testing.T) { synctest.Test(t, test) }
}

// logged collects what an experiment logs.
type logged struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logged) Write(text []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(text)
}

func (l *logged) has(text string) bool { return l.count(text) > 0 }

func (l *logged) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), text)
}

// start makes a replica of a new rollout, that runs until the test ends.
func start(t *testing.T, change func(*experiment.Options[request, response])) *world {
	t.Helper()
	return join(t, memstore.New(), change)
}

// begin runs an experiment of any types until the test ends.
func begin[Q, S proto.Message](t *testing.T, o experiment.Options[Q, S]) *experiment.Experiment[Q, S] {
	t.Helper()
	if o.Name == "" {
		o.Name = t.Name()
	}
	if o.Store == nil {
		o.Store = memstore.New()
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	o.NoSideEffects, o.PollInterval, o.FlushInterval = true, time.Millisecond, time.Millisecond
	x, err := experiment.New(o)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); x.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	return x
}

// replica makes another replica of the same rollout.
func (w *world) replica(change func(*experiment.Options[request, response])) *world {
	w.t.Helper()
	return join(w.t, w.store, change)
}

func join(t *testing.T, store experiment.Store, change func(*experiment.Options[request, response])) *world {
	t.Helper()
	w := &world{t: t, control: newSide("go-1"), candidate: newSide("rust-1")}
	o := options(store, w.control, w.candidate)
	if change != nil {
		change(&o)
	}
	w.store = o.Store
	x, err := experiment.New(o)
	if err != nil {
		t.Fatal(err)
	}
	w.Experiment = x
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); x.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-ended })
	w.until("the store is reached", func(v *rolloutv1.Rollout) bool { return v.GetState().GetVersion() > 0 })
	return w
}

func at(stage rolloutv1.Stage, basisPoints uint32) func(*experiment.Options[request, response]) {
	return func(o *experiment.Options[request, response]) {
		o.Initial, o.InitialBasisPoints = stage, proto.Uint32(basisPoints)
	}
}

func (w *world) view() *rolloutv1.Rollout {
	w.t.Helper()
	view, err := w.View(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return view
}

// until waits for the replica to see something.
func (w *world) until(what string, seen func(*rolloutv1.Rollout) bool) *rolloutv1.Rollout {
	w.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		if view := w.view(); seen(view) {
			return view
		}
		time.Sleep(time.Millisecond)
	}
	w.t.Fatalf("in vain: %s; it is %v", what, w.view())
	return nil
}

func (w *world) untilStage(stage rolloutv1.Stage) *rolloutv1.Rollout {
	w.t.Helper()
	return w.until("stage "+stage.String(), func(v *rolloutv1.Rollout) bool { return v.GetState().GetStage() == stage })
}

func (w *world) do(seed uint64) response {
	w.t.Helper()
	r, err := w.Do(w.t.Context(), seeded(seed))
	if err != nil {
		w.t.Fatal(err)
	}
	return r
}

// newest is the last entry of the audit trail.
func (w *world) newest() *rolloutv1.AuditEntry {
	w.t.Helper()
	entries, err := w.store.Audit(w.t.Context(), "solve", 0, 1)
	if err != nil || len(entries) == 0 {
		w.t.Fatalf("no audit entry: %v", err)
	}
	return entries[0]
}

// proven begins at a stage and a share, with builds that are known.
func proven(stage rolloutv1.Stage, basisPoints uint32) func(*experiment.Options[request, response]) {
	return func(o *experiment.Options[request, response]) {
		_, err := o.Store.Begin(context.Background(), o.Name, &rolloutv1.State{
			Version: 1, Stage: stage, BasisPoints: basisPoints,
			Identity: &rolloutv1.Identity{ControlBuild: "go-1", CandidateBuild: "rust-1", ContractHash: contract},
		})
		if err != nil {
			panic(err)
		}
	}
}

// known waits until the builds of both sides are.
func (w *world) known() {
	w.t.Helper()
	w.do(0)
	w.until("the builds are known", func(v *rolloutv1.Rollout) bool {
		return v.GetState().GetIdentity().GetCandidateBuild() != ""
	})
}
