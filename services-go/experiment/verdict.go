package experiment

import (
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"

	"github.com/trivium/trivium/services-go/experiment/compare"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// compare compares what both sides answered. Where one of them failed, or has no common
// contract with the other, there is nothing to compare. A comparison that panics is left out, and
// counted.
func (x *Experiment[Q, S]) compare(request Q, control, candidate call[S]) {
	defer func() {
		if cause := recover(); cause != nil {
			logPanic(x.keeper.log, "a comparison", cause)
			x.keeper.tally.drop()
		}
	}()
	if control.outcome != Answered || candidate.outcome != Answered {
		return
	}
	identity := x.identityOf(candidate)
	unknown := candidate.err != nil && stage.Unset(identity)
	if !unknown && x.keeper.foreign(identity.GetContractHash()) {
		return
	}
	difference := differenceOf(control, candidate)
	if difference == nil {
		x.keeper.agreed(identity)
		return
	}
	x.keeper.differed(&rolloutv1.Mismatch{
		Identity:   identity,
		Difference: difference,
		Request:    packed(request),
		Control:    answerOf(control),
		Candidate:  answerOf(candidate),
	})
}

// identityOf is what an answer of the candidate is evidence of. An error does not say which
// build it is of: it counts as one of those that answer.
func (x *Experiment[Q, S]) identityOf(candidate call[S]) *rolloutv1.Identity {
	if candidate.err != nil {
		return x.keeper.route.Load().identity
	}
	return x.keeper.identity(candidate.build)
}

// differenceOf is the first difference of two answers; nil when there is none.
func differenceOf[S proto.Message](control, candidate call[S]) *rolloutv1.Difference {
	if difference := compare.Codes(codeOf(control.err), codeOf(candidate.err)); difference != nil {
		return difference
	}
	if control.err != nil {
		return nil
	}
	return compare.Messages(control.response, candidate.response)
}

// answerOf is an answer as it is stored.
func answerOf[S proto.Message](c call[S]) *rolloutv1.Answer {
	if c.err != nil {
		return &rolloutv1.Answer{Code: uint32(codeOf(c.err)), Message: status.Convert(c.err).Message()}
	}
	return &rolloutv1.Answer{Code: uint32(codes.OK), Response: packed(c.response)}
}

// packed is a message as it is stored; nil when it cannot be encoded.
func packed(message proto.Message) *anypb.Any {
	encoded, err := anypb.New(message)
	if err != nil {
		return nil
	}
	return encoded
}
