package experiment

import (
	"context"
	"errors"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
)

// call is a call that has ended.
type call[S proto.Message] struct {
	response S
	err      error
	outcome  Outcome
	build    Build
	work     float64
	at       time.Time
	took     time.Duration
}

// copyOf is a request for one side alone: what that side changes, the other does not see.
func copyOf[Q proto.Message](request Q) Q {
	own, _ := proto.Clone(request).(Q)
	return own
}

// ended describes a call of so much work that began at a time. The caller's context tells whether
// the call ended because of the caller; own is the deadline of the call's own, zero for none.
func (x *Experiment[Q, S]) ended(
	caller context.Context, start, own time.Time, work float64, response S, build Build, err error,
) call[S] {
	at := x.options.Now()
	c := call[S]{response: response, err: err, build: build, work: work, at: at, took: at.Sub(start)}
	if err == nil {
		return c
	}
	c.outcome = x.classify(err)
	if c.outcome != Answered && byCaller(caller, own, err) {
		c.outcome = abandoned
		usual, known := x.keeper.usualTime(work)
		if !known || c.took > usual || errors.Is(context.Cause(caller), ErrLate) {
			c.outcome = late
		}
	}
	return c
}

// isGone tells whether a caller waits no longer.
func isGone(caller context.Context) bool {
	deadline, ok := caller.Deadline()
	return caller.Err() != nil || ok && time.Until(deadline) <= 0
}

// byCaller tells whether a call failed because its caller has gone, or has no time left. A
// server may notice a deadline a little sooner than its caller.
func byCaller(caller context.Context, own time.Time, err error) bool {
	if caller.Err() != nil {
		return true
	}
	deadline, ok := caller.Deadline()
	return ok && codeOf(err) == codes.DeadlineExceeded && (own.IsZero() || deadline.Before(own))
}

// callControl calls the control while somebody waits, without a deadline of the call's own.
func (x *Experiment[Q, S]) callControl(ctx context.Context, request Q, work float64) call[S] {
	start := x.options.Now()
	response, build, err := x.controlled(ctx, request)
	return x.ended(ctx, start, never, work, response, build, err)
}

// controlled has the control answer, which need not be asked who it is when that is known. When
// that cannot be found out, it is the build that answered last.
func (x *Experiment[Q, S]) controlled(ctx context.Context, request Q) (response S, build Build, err error) {
	if x.options.ControlBuild == (Build{}) {
		response, build, err = x.identified(ctx, x.options.Control, request)
		if err == errUnidentified {
			return response, x.keeper.control.last(), nil
		}
		return response, build, err
	}
	response, err = x.options.Control(ctx, request)
	return response, x.options.ControlBuild, err
}

// identified calls a function, and finds out who answered.
func (x *Experiment[Q, S]) identified(
	ctx context.Context, function Func[Q, S], request Q,
) (response S, build Build, err error) {
	if x.options.Identify != nil {
		if response, err = function(ctx, request); err == nil {
			build, err = x.identify(response)
		}
		return response, build, err
	}
	told := &Build{ContractHash: x.options.ContractHash}
	response, err = function(context.WithValue(ctx, buildKey{}, told), request)
	return response, *told, err
}

// contained calls a side and makes an error of a panic. The function is the candidate's; nil
// stands for the control.
func (x *Experiment[Q, S]) contained(
	ctx context.Context, candidate Func[Q, S], request Q,
) (response S, build Build, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			logPanic(x.keeper.log, "an implementation", cause)
			err = status.Error(codes.Internal, "the implementation panicked")
		}
	}()
	if candidate == nil {
		return x.controlled(ctx, request)
	}
	return x.identified(ctx, candidate, request)
}

// callInTime calls the candidate, or the control for nil, while somebody waits: with a deadline of
// its own.
func (x *Experiment[Q, S]) callInTime(
	ctx context.Context, function Func[Q, S], request Q, work float64,
) call[S] {
	start := x.options.Now()
	own := x.ownDeadline(ctx, work)
	deadlined := withDeadline(ctx, own)
	defer deadlined.end()
	response, build, err := x.contained(deadlined, function, request)
	return x.ended(ctx, start, own, work, response, build, err)
}

// ownDeadline is when a call that a caller waits for is given up: after Timeout, or while the
// caller still has the time that the control needs to stand in. That is twice its usual time, as
// far as that is known, and half of what the caller has left at most.
func (x *Experiment[Q, S]) ownDeadline(caller context.Context, work float64) time.Time {
	now := time.Now()
	own := now.Add(x.options.Timeout)
	deadline, ok := caller.Deadline()
	if !ok || x.options.Control == nil {
		return own
	}
	reserve := deadline.Sub(now) / 2
	if usual, known := x.keeper.usualTime(work); known {
		reserve = min(reserve, 2*usual)
	}
	if sooner := deadline.Add(-reserve); sooner.Before(own) {
		return sooner
	}
	return own
}
