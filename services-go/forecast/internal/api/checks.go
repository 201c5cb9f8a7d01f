package api

import (
	"encoding/base64"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/trivium/trivium/services-go/forecast/internal/plan"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

const (
	maxRequestIDLength = 255
	defaultPageSize    = 20
	maxPageSize        = 100
)

func checkedPlan(given *forecastv1.Plan) (*forecastv1.Plan, []errors.FieldViolation) {
	if given == nil {
		return nil, plan.Validate(nil)
	}
	full := plan.WithDefaults(given)
	return full, plan.Validate(full)
}

func requestIDFaults(id string) []errors.FieldViolation {
	length := utf8.RuneCountInString(id)
	if length >= 1 && length <= maxRequestIDLength && !strings.ContainsFunc(id, unicode.IsControl) {
		return nil
	}
	return []errors.FieldViolation{{
		Field: "request_id", Expected: "must have 1 to 255 characters, no control characters among them",
	}}
}

// isID tells whether a text can be the id of a run.
func isID(text string) bool {
	id, err := uuid.Parse(text)
	return err == nil && id.String() == text
}

// pageToken stands for the runs below an id.
func pageToken(id string) string { return base64.RawURLEncoding.EncodeToString([]byte(id)) }

// runsBelow is the id in a page token; empty when there is none.
func runsBelow(token string) string {
	id, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || !isID(string(id)) {
		return ""
	}
	return string(id)
}

// pageOf is the number of runs that a request asks for, and the id below which they are;
// empty for the newest.
func pageOf(request *forecastv1.ListForecastsRequest) (size int, below string, faults []errors.FieldViolation) {
	size = int(request.GetPageSize())
	if size == 0 {
		size = defaultPageSize
	}
	if size > maxPageSize {
		faults = append(faults, errors.FieldViolation{Field: "page_size", Expected: "must be from 1 to 100"})
	}
	if below = runsBelow(request.GetPageToken()); pageToken(below) != request.GetPageToken() {
		faults = append(faults, errors.FieldViolation{
			Field: "page_token", Expected: "must be empty or the next_page_token of an answer",
		})
	}
	return size, below, faults
}
