package experiment

import (
	"context"
	"errors"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// Outcome is what the end of a call means to an experiment.
type Outcome int

const (
	// Answered: a response, or an error that answers the request, such as INVALID_ARGUMENT.
	// Both sides must answer alike. An error of the candidate reaches a caller once the control
	// has given the same.
	Answered Outcome = iota
	// Failed: through a fault of the implementation's own. Where the candidate should have
	// answered, the control does.
	Failed
	// Refused: there was no room, or nothing there to answer. Counted apart from failures.
	// Where the candidate should have answered, the control does, unless Options.PassRefusals
	// leaves that to a caller who tries again elsewhere.
	Refused
	// late: the caller has gone because of [ErrLate], or later than the control usually takes.
	// Nobody knows how the call would have ended, but not sooner: it counts with that time.
	late
	// abandoned: the caller has gone before, and nobody knows how the call would have ended.
	abandoned
)

// known is an outcome that [Options.Classify] may return; whatever else it returns has failed.
func (o Outcome) known() Outcome {
	if o < Answered || o > Refused {
		return Failed
	}
	return o
}

// ErrLate, as the cause of a context's end, says that its caller waits no longer because the
// answer is late: another server has answered, say. The time that was waited counts for
// latency; without it, nothing would tell of the slowest calls.
var ErrLate = errors.New("the answer is late")

// Classify tells by the gRPC status code of an error what it is: UNAVAILABLE and
// RESOURCE_EXHAUSTED refuse the call. An error without a code has failed.
func Classify(err error) Outcome {
	switch codeOf(err) {
	case codes.Unavailable, codes.ResourceExhausted:
		return Refused
	case codes.Canceled, codes.DeadlineExceeded, codes.Internal, codes.Unknown, codes.DataLoss, codes.Unimplemented:
		return Failed
	default:
		return Answered
	}
}

// codeOf is the gRPC status code of an error; UNKNOWN where the error's own methods panic.
func codeOf(err error) (code codes.Code) {
	defer func() {
		if recover() != nil {
			code = codes.Unknown
		}
	}()
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return codes.DeadlineExceeded
	case errors.Is(err, context.Canceled):
		return codes.Canceled
	default:
		return status.Code(err)
	}
}
