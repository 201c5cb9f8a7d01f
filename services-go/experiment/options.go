package experiment

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Options describe an experiment. Name, Candidate, Key and Store are required, and Control
// until the rollout is retired. A function that panics harms no caller: that is logged with its
// stack, and the control answers.
type Options[Q, S proto.Message] struct {
	// Name of the seam, such as "solve". Replicas of one name and store act as one.
	Name string
	// Control is the implementation that was there before; nil once it is deleted, which
	// only a rollout that is retired can do without.
	Control Func[Q, S]
	// Candidate is the implementation that is to take over.
	Candidate Func[Q, S]

	// NoSideEffects says that a call changes nothing, so that both sides may make it, and the
	// control again after the candidate. It must be set, unless the contract says so: every
	// method that takes the one message and returns the other has idempotency_level =
	// NO_SIDE_EFFECTS.
	NoSideEffects bool

	// Key of a request: equal keys are treated alike at every stage, and a greater share
	// only adds keys. [StringKey] makes one of a text.
	Key func(request Q) uint64
	// Work of a request, in any unit: times are compared by unit of work. 1 by default.
	Work func(request Q) float64

	// Identify says which build gave an answer. Without it an implementation does, by
	// [AnsweredBy]; one that does not is the same build for ever.
	Identify func(response S) Build
	// ControlBuild is the build of a control in this process, whose answers need not be
	// asked for it.
	ControlBuild Build
	// ContractHash is the contract that this service was generated from. A candidate of
	// another does not answer callers. Empty: contracts are not compared.
	ContractHash string
	// Classify says what an error is. [Classify] by default.
	Classify func(error) Outcome
	// PassRefusals hands a refusal of the candidate on to the caller, who tries another server
	// or waits, and then calls again. Each try counts as refused, so that Limits.RefusalExcess
	// is 1 by default. Without it the control answers in place of a refusal.
	PassRefusals bool

	// ReadOnlyRequests says that the candidate never changes its request, as a gRPC client does
	// not: calls that are not compared are spared a copy, some microseconds for each 10 kB.
	ReadOnlyRequests bool

	// Timeout is how long the candidate has at most until the control answers in its place, and
	// either side when it is only compared. 10 s by default. A caller's own deadline leaves the
	// candidate less: what the control usually takes, or half before that is known, is kept for it.
	Timeout time.Duration
	// MaxInFlight is the number of comparisons at a time; more are dropped, and counted.
	// 64 by default.
	MaxInFlight int

	// Limits beyond which the rollout goes back.
	Limits budget.Limits
	// Initial is the stage of a rollout that the store does not know, and its share.
	// OFF by default.
	Initial rolloutv1.Stage
	// InitialBasisPoints is the share of calls at the initial stage. 1 % by default.
	InitialBasisPoints *uint32
	// Store keeps the state. Several replicas share one.
	Store Store
	// KillSwitches are looked at with every poll; any that is on makes the control answer.
	KillSwitches []KillSwitch

	// PollInterval is how soon a change in the store is seen. 250 ms by default.
	PollInterval time.Duration
	// FlushInterval is how often evidence goes to the store. 1 s by default.
	FlushInterval time.Duration
	// StoreTimeout is how long the store has to answer. 2 s by default.
	StoreTimeout time.Duration
	// Now is the clock. time.Now by default.
	Now func() time.Time
	// Logger gets what happens by itself. slog.Default by default.
	Logger *slog.Logger
}

// check names what is missing or out of range.
func (o *Options[Q, S]) check() error {
	var faults []error
	fault := func(field, what string) { faults = append(faults, fmt.Errorf("%s %s", field, what)) }
	if o.Name == "" {
		fault("Name", "is missing")
	}
	if o.Candidate == nil {
		fault("Candidate", "is missing")
	}
	if o.Control != nil && !o.NoSideEffects && !isFree[Q, S]() {
		fault("NoSideEffects", "is not set, and the contract does not say idempotency_level = NO_SIDE_EFFECTS:"+
			" both sides make the same call, and its effects happen twice")
	}
	if o.Key == nil {
		fault("Key", "is missing")
	}
	if o.Store == nil {
		fault("Store", "is missing")
	}
	if o.Initial < 0 || o.Initial > rolloutv1.Stage_STAGE_RETIRED {
		fault("Initial", "is no stage")
	}
	if o.InitialBasisPoints != nil && *o.InitialBasisPoints > stage.MaxBasisPoints {
		fault("InitialBasisPoints", fmt.Sprintf("is above %d", stage.MaxBasisPoints))
	}
	if o.Control == nil && o.Initial != rolloutv1.Stage_STAGE_RETIRED {
		fault("Control", "is missing, and the initial stage is not RETIRED")
	}
	return errors.Join(faults...)
}

// setDefaults puts the defaults in place of zeros.
func (o *Options[Q, S]) setDefaults() {
	or(&o.Initial, rolloutv1.Stage_STAGE_OFF)
	or(&o.Timeout, 10*time.Second)
	or(&o.MaxInFlight, 64)
	or(&o.PollInterval, 250*time.Millisecond)
	or(&o.FlushInterval, time.Second)
	or(&o.StoreTimeout, 2*time.Second)
	or(&o.Logger, slog.Default())
	if o.PassRefusals {
		or(&o.Limits.RefusalExcess, 1)
	}
	if o.Work == nil {
		o.Work = func(Q) float64 { return 1 }
	}
	if o.Classify == nil {
		o.Classify = Classify
	}
	if o.Now == nil {
		o.Now = time.Now
	}
}

func or[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// initialState is the state of a rollout that the store does not know.
func (o *Options[Q, S]) initialState() *rolloutv1.State {
	state := &rolloutv1.State{Version: 1, Stage: o.Initial}
	switch {
	case !stage.HasShare(o.Initial):
	case o.InitialBasisPoints != nil:
		state.BasisPoints = *o.InitialBasisPoints
	default:
		state.BasisPoints = stage.DefaultBasisPoints
	}
	return state
}
