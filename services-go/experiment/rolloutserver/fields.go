package rolloutserver

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

const (
	maxBasisPoints  = 10_000
	maxReasonLength = 500
	maxActorLength  = 100
)

// stepFaults are what is wrong with a stage and its share, each by itself.
func stepFaults(request *rolloutv1.SetStageRequest) (faults []errors.FieldViolation) {
	hasShare := true
	switch request.GetStage() {
	case rolloutv1.Stage_STAGE_OFF, rolloutv1.Stage_STAGE_RETIRED:
		hasShare = false
	case rolloutv1.Stage_STAGE_SHADOW, rolloutv1.Stage_STAGE_CANARY, rolloutv1.Stage_STAGE_REVERSED:
	default:
		faults = append(faults, errors.FieldViolation{
			Field: "stage", Expected: "must be OFF, SHADOW, CANARY, REVERSED or RETIRED",
		})
	}
	if request.BasisPoints != nil && !hasShare {
		return append(faults, errors.FieldViolation{Field: "basis_points", Expected: "must be absent: this stage has no share"})
	}
	if request.GetBasisPoints() > maxBasisPoints {
		return append(faults, errors.FieldViolation{Field: "basis_points", Expected: "must be from 0 to 10,000"})
	}
	return faults
}

// signed is a request that goes into the audit trail.
type signed interface {
	GetReason() string
	GetActor() string
}

func signatureFaults(request signed) []errors.FieldViolation {
	faults := textFaults("reason", request.GetReason(), maxReasonLength)
	if strings.EqualFold(strings.TrimSpace(request.GetActor()), experiment.Itself) {
		return append(faults, errors.FieldViolation{
			Field: "actor", Expected: "must be a person's name: " + experiment.Itself + " stands for what happens by itself",
		})
	}
	return append(faults, textFaults("actor", request.GetActor(), maxActorLength)...)
}

func textFaults(field, text string, maxLength int) []errors.FieldViolation {
	isBlank := strings.TrimSpace(text) == ""
	if !isBlank && utf8.RuneCountInString(text) <= maxLength && !strings.ContainsFunc(text, unicode.IsControl) {
		return nil
	}
	return []errors.FieldViolation{{Field: field, Expected: fmt.Sprintf(
		"must have 1 to %d characters, not only blanks, no control characters among them", maxLength)}}
}
