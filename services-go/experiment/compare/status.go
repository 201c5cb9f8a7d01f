package compare

import (
	"google.golang.org/grpc/codes"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Codes compares the status codes of two answers; nil when they are equal.
func Codes(control, candidate codes.Code) *rolloutv1.Difference {
	if control == candidate {
		return nil
	}
	return &rolloutv1.Difference{
		Field: "status", Control: text(control.String()), Candidate: text(candidate.String()),
	}
}
