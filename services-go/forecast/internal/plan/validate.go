// Package plan checks a household's plan and turns it into a monthly schedule.
//
// Range, default and unit of every field are options in the contract
// (proto/trivium/forecast/v1/plan.proto); this package reads them from there.
package plan

import (
	"fmt"
	"iter"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	optionsv1 "github.com/trivium/trivium/services-go/gen/trivium/options/v1"
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
	message := full.ProtoReflect()
	message.SetUnknown(nil)
	for field, bounds := range boundedFields(message) {
		if !message.Has(field) {
			message.Set(field, valueOf(field, bounds.GetDefaultValue()))
		}
	}
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
	var faults []errors.FieldViolation
	message := plan.ProtoReflect()
	for field, bounds := range boundedFields(message) {
		// A comparison with NaN is false, so NaN is out of range.
		if value := numberOf(message.Get(field)); !(value >= bounds.GetMin() && value <= bounds.GetMax()) {
			faults = append(faults, errors.FieldViolation{
				Field: "plan." + string(field.Name()),
				Expected: fmt.Sprintf("must be from %s to %s (%s)",
					plainNumber(bounds.GetMin()), plainNumber(bounds.GetMax()), bounds.GetUnit()),
			})
		}
	}
	if len(faults) == 0 && plan.GetYearsUntilRetirement()+plan.GetYearsToCover() > maxYears {
		faults = append(faults, errors.FieldViolation{
			Field:    "plan.years_to_cover",
			Expected: fmt.Sprintf("must be, together with years_until_retirement, at most %d", maxYears),
		})
	}
	return faults
}

// boundedFields yields the fields that have bounds, in the order of the contract.
func boundedFields(message protoreflect.Message) iter.Seq2[protoreflect.FieldDescriptor, *optionsv1.Bounds] {
	fields := message.Descriptor().Fields()
	return func(yield func(protoreflect.FieldDescriptor, *optionsv1.Bounds) bool) {
		for i := range fields.Len() {
			field := fields.Get(i)
			bounds, _ := proto.GetExtension(field.Options(), optionsv1.E_Bounds).(*optionsv1.Bounds)
			if bounds != nil && !yield(field, bounds) {
				return
			}
		}
	}
}

func numberOf(value protoreflect.Value) float64 {
	switch number := value.Interface().(type) {
	case float64:
		return number
	case uint32:
		return float64(number)
	default:
		panic(fmt.Sprintf("bounds on a field of type %T", number))
	}
}

func valueOf(field protoreflect.FieldDescriptor, number float64) protoreflect.Value {
	if field.Kind() == protoreflect.Uint32Kind {
		return protoreflect.ValueOfUint32(uint32(number))
	}
	return protoreflect.ValueOfFloat64(number)
}

func plainNumber(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }
