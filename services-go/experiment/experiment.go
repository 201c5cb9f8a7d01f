package experiment

import (
	"context"
	"fmt"
	"time"

	"google.golang.org/protobuf/proto"
)

// Experiment is a seam at which calls go to a control, a candidate, or both. It is safe for
// concurrent use.
type Experiment[Q, S proto.Message] struct {
	keeper     *keeper
	options    Options[Q, S]
	salt       uint64
	background background
}

// New makes an experiment. Until [Experiment.Load] or [Experiment.Run] has reached the store, the
// control answers.
func New[Q, S proto.Message](options Options[Q, S]) (*Experiment[Q, S], error) {
	if err := options.check(); err != nil {
		return nil, fmt.Errorf("experiment: %w", err)
	}
	options.setDefaults()
	return &Experiment[Q, S]{
		keeper:     newKeeper(&options),
		options:    options,
		salt:       StringKey(options.Name),
		background: background{room: options.MaxInFlight, idle: make(chan struct{})},
	}, nil
}

// Run keeps the experiment in step with the store and the kill switches, until the context
// ends. Then it waits for the comparisons, which are cancelled, and stores what is left: for Timeout at most, should one of them not listen. Calls
// go on at the stage that was reached, and are no longer compared.
func (x *Experiment[Q, S]) Run(ctx context.Context) {
	x.keeper.run(ctx)
	x.background.close()
	x.keeper.end()
	select {
	case <-x.background.idle:
	case <-time.After(x.options.Timeout):
	}
	x.keeper.finish(ctx)
}

// Seam is the same experiment with another function of the same candidate, such as one of
// several servers.
func (x *Experiment[Q, S]) Seam(candidate Func[Q, S]) Func[Q, S] {
	return func(ctx context.Context, request Q) (S, error) { return x.do(ctx, request, candidate) }
}

// Do calls whoever answers at the present stage, and compares in the background. The request
// and the response are shared with the comparison: the caller does not change them afterwards.
func (x *Experiment[Q, S]) Do(ctx context.Context, request Q) (S, error) {
	return x.do(ctx, request, x.options.Candidate)
}
