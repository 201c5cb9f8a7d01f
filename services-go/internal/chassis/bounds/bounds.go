// Package bounds checks messages by the bounds that the contracts give to numeric fields
// (proto/trivium/options/v1/bounds.proto).
package bounds

import (
	"fmt"
	"iter"
	"strconv"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	optionsv1 "github.com/trivium/trivium/services-go/gen/trivium/options/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

// SetDefaults gives every absent field that has bounds its default, and takes away fields
// that this contract does not know: they mean nothing here.
func SetDefaults(m proto.Message) {
	message := m.ProtoReflect()
	message.SetUnknown(nil)
	for field, bounds := range Fields(message) {
		if !message.Has(field) {
			message.Set(field, ValueOf(field, bounds.GetDefaultValue()))
		}
	}
}

// Violations returns every field of a message that is out of its bounds, named from the
// request by a prefix such as "order.".
func Violations(m proto.Message, prefix string) []errors.FieldViolation {
	var faults []errors.FieldViolation
	message := m.ProtoReflect()
	for field, bounds := range Fields(message) {
		// A comparison with NaN is false, so NaN is out of range.
		if value := numberOf(message.Get(field)); !(value >= bounds.GetMin() && value <= bounds.GetMax()) {
			faults = append(faults, errors.FieldViolation{
				Field: prefix + string(field.Name()),
				Expected: fmt.Sprintf("must be from %s to %s (%s)",
					plainNumber(bounds.GetMin()), plainNumber(bounds.GetMax()), bounds.GetUnit()),
			})
		}
	}
	return faults
}

// Fields yields a message's fields that have bounds, in the order of the contract.
func Fields(message protoreflect.Message) iter.Seq2[protoreflect.FieldDescriptor, *optionsv1.Bounds] {
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

// ValueOf is a number as a value of a field.
func ValueOf(field protoreflect.FieldDescriptor, number float64) protoreflect.Value {
	if field.Kind() == protoreflect.Uint32Kind {
		return protoreflect.ValueOfUint32(uint32(number))
	}
	return protoreflect.ValueOfFloat64(number)
}

func plainNumber(number float64) string { return strconv.FormatFloat(number, 'f', -1, 64) }
