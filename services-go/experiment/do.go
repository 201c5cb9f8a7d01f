package experiment

import (
	"context"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func (x *Experiment[Q, S]) do(ctx context.Context, request Q, candidate Func[Q, S]) (S, error) {
	route := x.keeper.route.Load()
	inShare, known := x.inShare(route, request)
	if !known {
		return x.byControl(ctx, request, candidate, false)
	}
	answers, compared := route.split(inShare)
	if answers == rolloutv1.Arm_ARM_CANDIDATE {
		return x.byCandidate(ctx, request, candidate, route, compared)
	}
	return x.byControl(ctx, request, candidate, compared)
}

// inShare tells whether a call is among those that the stage applies to. Not known: the key of
// the request is not.
func (x *Experiment[Q, S]) inShare(route *route, request Q) (inShare, known bool) {
	if route.basisPoints == 0 {
		return false, true
	}
	key, known := x.key(request)
	return bucketOf(x.salt, key) < route.basisPoints, known
}

// byControl has the control answer. A panic of it is the caller's, as it was before there was
// an experiment.
func (x *Experiment[Q, S]) byControl(ctx context.Context, request Q, candidate Func[Q, S], compared bool) (S, error) {
	own := request
	if compared {
		own = copyOf(request)
	}
	front := x.callControl(ctx, own, x.work(request))
	x.observeControl(front, true)
	if compared && (front.outcome == Answered || front.outcome == Failed) {
		x.behind(ctx, request, candidate, front)
	}
	return front.response, front.err
}

// byCandidate has the candidate answer, or the control in its place: when the candidate has
// failed or refused the call, or is a build that there is no evidence of.
func (x *Experiment[Q, S]) byCandidate(
	ctx context.Context, request Q, candidate Func[Q, S], route *route, compared bool,
) (S, error) {
	if err := ctx.Err(); err != nil {
		// Nobody waits.
		var none S
		return none, err
	}
	own := request
	if compared || x.options.Control != nil && !x.options.ReadOnlyRequests {
		// Nobody knows yet whether the control has to answer the same request.
		own = copyOf(request)
	}
	front := x.callInTime(ctx, candidate, own, x.work(request))
	standing := x.standingOf(route, front)
	if front.outcome == Answered && front.err != nil && x.verifies(route) {
		return x.confirm(ctx, request, front, standing)
	}
	trusted := x.passes(ctx, front.outcome) && standing.answers(route) && !x.heldBack() || x.options.Control == nil
	x.observeCandidate(front, trusted, standing)
	if !trusted {
		return x.byControl(ctx, request, candidate, false)
	}
	if compared && front.outcome != Refused {
		// Of a call that was given up, what it takes the control is compared.
		x.behind(ctx, request, nil, front)
	}
	return front.response, front.err
}

// verifies tells whether there is a control to compare with.
func (x *Experiment[Q, S]) verifies(route *route) bool {
	return x.options.Control != nil && route.stage != rolloutv1.Stage_STAGE_RETIRED
}

// confirm asks the control before an error of the candidate reaches a caller as an answer: a
// missing permission or a smaller limit of one server looks like one. The same error is handed
// on; else the caller gets what the control gives, and an answer of the control is a mismatch.
func (x *Experiment[Q, S]) confirm(ctx context.Context, request Q, front call[S], standing standing) (S, error) {
	back := x.callControl(ctx, copyOf(request), front.work)
	agreed := back.outcome == Answered && back.err != nil && codeOf(back.err) == codeOf(front.err) && !x.heldBack()
	x.observeCandidate(front, agreed, standing)
	x.observeControl(back, !agreed)
	x.compare(request, back, front)
	if agreed {
		return front.response, front.err
	}
	return back.response, back.err
}

// passes tells whether the end of a candidate's call may reach its caller: an answer may, and
// anything may once the caller has gone.
func (x *Experiment[Q, S]) passes(caller context.Context, outcome Outcome) bool {
	switch outcome {
	case Answered:
		return true
	case Refused:
		return x.options.PassRefusals
	case late, abandoned:
		return isGone(caller)
	default:
		return false
	}
}

// heldBack tells whether the rollout has gone back while the candidate computed an answer,
// which then is no longer wanted.
func (x *Experiment[Q, S]) heldBack() bool {
	return x.keeper.route.Load().stage == rolloutv1.Stage_STAGE_OFF
}
