package experiment

import (
	"fmt"
	"log/slog"
	"math"
	"runtime/debug"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// The functions of Options are called here and nowhere else: a panic in one of them harms no
// caller and no process, on a caller's path or behind it. Each has an answer for that case.

// errUnidentified: there is an answer, and nobody knows of which build.
var errUnidentified = status.Error(codes.Internal, "the build of an answer is unknown: Options.Identify panicked")

// key of a request; not ok when it is unknown.
func (x *Experiment[Q, S]) key(request Q) (key uint64, ok bool) {
	defer x.contain("Options.Key")
	return x.options.Key(request), true
}

// work of a request; not a number when it is unknown.
func (x *Experiment[Q, S]) work(request Q) (work float64) {
	defer x.contain("Options.Work")
	work = math.NaN()
	return x.options.Work(request)
}

// identify says which build gave an answer; errUnidentified when that is unknown.
func (x *Experiment[Q, S]) identify(response S) (build Build, err error) {
	defer x.contain("Options.Identify")
	err = errUnidentified
	return x.options.Identify(response), nil
}

// classify says what an error means. What cannot be classified has failed.
func (x *Experiment[Q, S]) classify(err error) (outcome Outcome) {
	defer x.contain("Options.Classify")
	outcome = Failed
	return x.options.Classify(err).known()
}

// look reads a kill switch. A panic is an error, whose stack is logged once: not again while the
// fault is the one that it was before.
func (s KillSwitch) look(log *slog.Logger, before error) (on bool, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("it panicked: %v", cause)
			if before == nil || before.Error() != err.Error() {
				logPanic(log, "KillSwitch.On of "+s.Name, cause)
			}
		}
	}()
	return s.On()
}

// contain, deferred, ends a panic and logs it.
func (x *Experiment[Q, S]) contain(what string) {
	if cause := recover(); cause != nil {
		logPanic(x.keeper.log, what, cause)
	}
}

// logPanic logs a panic with the stack that it came from. It is called while the panic is
// recovered.
func logPanic(log *slog.Logger, what string, cause any) {
	log.Error("a panic was contained", "in", what, "panic", fmt.Sprint(cause), "stack", string(debug.Stack()))
}
