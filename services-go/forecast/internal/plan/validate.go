// Package plan checks a household's plan and turns it into a monthly schedule.
//
// Range, default and unit of every field are options in the contract
// (proto/trivium/forecast/v1/plan.proto); this package reads them from there.
package plan

import (
	"fmt"

	"google.golang.org/protobuf/proto"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/bounds"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

const (
	maxYears    = kernel.MaxMonths / kernel.MonthsPerYear
	defaultSeed = 1
)

// WithDefaults is a copy of a plan in which every absent field has its default. Fields that
// this contract does not know are left out: they mean nothing here.
func WithDefaults(plan *forecastv1.Plan) *forecastv1.Plan {
	full := proto.CloneOf(plan)
	bounds.SetDefaults(full)
	if full.Seed == nil {
		full.Seed = proto.Uint64(defaultSeed)
	}
	return full
}

// Validate returns every faulty field of a plan that has its defaults; none when it is
// legal. Fields are named from the request: "plan.paths".
func Validate(plan *forecastv1.Plan) []errors.FieldViolation {
	if plan == nil {
		return []errors.FieldViolation{{Field: "plan", Expected: "must be set"}}
	}
	faults := bounds.Violations(plan, "plan.")
	if len(faults) == 0 && plan.GetYearsUntilRetirement()+plan.GetYearsToCover() > maxYears {
		faults = append(faults, errors.FieldViolation{
			Field:    "plan.years_to_cover",
			Expected: fmt.Sprintf("must be, together with years_until_retirement, at most %d", maxYears),
		})
	}
	return faults
}
