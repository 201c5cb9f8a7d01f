package experiment

import (
	"context"
	"fmt"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"

	"github.com/trivium/trivium/services-go/experiment/stage"
)

// Replay implements [Steering].
func (x *Experiment[Q, S]) Replay(ctx context.Context, request *anypb.Any) (replay *Replay, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			logPanic(x.keeper.log, "a replay", cause)
			err = fmt.Errorf("the answers cannot be compared: %v", cause)
		}
	}()
	if x.options.Control == nil {
		return nil, &stage.RefusedError{Reason: "the control is gone: there is nothing to compare with"}
	}
	decoded, err := x.decode(request)
	if err != nil {
		return nil, err
	}
	work := x.work(decoded)
	control := x.callInTime(ctx, nil, copyOf(decoded), work)
	candidate := x.callInTime(ctx, x.options.Candidate, decoded, work)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	identity := x.keeper.identity(candidate.build)
	identity.ControlBuild = x.keeper.controlBuildOf(control.build).ID
	return &Replay{
		Control:    answerOf(control),
		Candidate:  answerOf(candidate),
		Difference: differenceOf(control, candidate),
		Identity:   identity,
	}, nil
}

// decode is a stored request as it was made.
func (x *Experiment[Q, S]) decode(request *anypb.Any) (Q, error) {
	var none Q
	decoded, err := request.UnmarshalNew()
	if err != nil {
		return none, fmt.Errorf("the request cannot be read: %w", err)
	}
	typed, ok := decoded.(Q)
	if !ok {
		return none, fmt.Errorf("the request is a %s, not a %s",
			request.MessageName(), proto.MessageName(none))
	}
	return typed, nil
}
