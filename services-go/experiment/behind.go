package experiment

import (
	"context"
	"time"
)

// The deadline of a call that has none of its own.
var never time.Time

// behind has the other side, the candidate or the control for nil, compute what a caller was
// answered, and compares: off the caller's path, or not at all when too many comparisons are in
// flight.
func (x *Experiment[Q, S]) behind(ctx context.Context, request Q, other Func[Q, S], front call[S]) {
	if !x.background.enter() {
		x.keeper.tally.drop()
		return
	}
	go x.compareWith(ctx, request, other, front)
}

func (x *Experiment[Q, S]) compareWith(ctx context.Context, request Q, other Func[Q, S], front call[S]) {
	defer x.background.leave()
	defer x.contain("a call behind a caller's back")
	back := x.callBehind(ctx, copyOf(request), other, front.work)
	if other == nil {
		x.observeControl(back, false)
		x.compare(request, back, front)
		return
	}
	x.observeCandidate(back, false, x.standingOf(x.keeper.route.Load(), back))
	x.compare(request, front, back)
}

// callBehind calls a side that no caller waits for: with a deadline of its own, and until the
// experiment ends. What the caller's context carries, such as a trace, goes along.
func (x *Experiment[Q, S]) callBehind(
	ctx context.Context, request Q, function Func[Q, S], work float64,
) call[S] {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), x.options.Timeout)
	defer cancel()
	defer context.AfterFunc(x.keeper.lifetime, cancel)()
	start := x.options.Now()
	response, build, err := x.contained(ctx, function, request)
	c := x.ended(x.keeper.lifetime, start, never, work, response, build, err)
	if c.outcome == late {
		// It was not late: the experiment ends.
		c.outcome = abandoned
	}
	return c
}
