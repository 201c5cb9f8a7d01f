// Package compare finds the first difference between what two implementations answer.
//
// Decoded fields are compared, never encoded bytes: one message has many encodings. Numbers
// are equal in every bit or they differ: 0 and -0 do, and so do NaNs of other payloads. A
// field that is absent differs from one that is there and zero, where the contract can tell.
// A field that this contract does not know is a difference, whatever it holds. The contract
// says which fields are not compared, by the option trivium.options.v1.compare.
package compare

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Messages returns the first difference of two messages, in the order of their fields; nil
// when they are equal.
func Messages(control, candidate proto.Message) *rolloutv1.Difference {
	a, b := control.ProtoReflect(), candidate.ProtoReflect()
	if a.Descriptor().FullName() != b.Descriptor().FullName() {
		return finish(differ(text(string(a.Descriptor().FullName())), text(string(b.Descriptor().FullName()))))
	}
	if a.IsValid() != b.IsValid() {
		return finish(differ(presence(a.IsValid()), presence(b.IsValid())))
	}
	return finish(messages(a, b))
}

// messages compares two messages of one type.
func messages(a, b protoreflect.Message) *rolloutv1.Difference {
	for _, field := range comparedFields(a.Descriptor()) {
		if difference := fields(field, a, b); difference != nil {
			return under(inField(field), difference)
		}
	}
	return unknown(a, b)
}

// fields compares one field of two messages.
func fields(field protoreflect.FieldDescriptor, a, b protoreflect.Message) *rolloutv1.Difference {
	var difference *rolloutv1.Difference
	sawNaN := false
	switch {
	case field.IsMap():
		difference = maps(field.MapValue(), a.Get(field).Map(), b.Get(field).Map(), &sawNaN)
	case field.IsList():
		difference = lists(field, a.Get(field).List(), b.Get(field).List(), &sawNaN)
	default:
		difference = singles(field, a, b, &sawNaN)
	}
	if difference == nil && sawNaN {
		return nans(field, a, b)
	}
	return difference
}

// singles compares a field that has one value at most.
func singles(field protoreflect.FieldDescriptor, a, b protoreflect.Message, sawNaN *bool) *rolloutv1.Difference {
	inA, inB := true, true
	if field.HasPresence() {
		inA, inB = a.Has(field), b.Has(field)
	}
	switch {
	case !inA && !inB:
		return nil
	case !inA:
		return differ(absent(), value(field, b.Get(field)))
	case !inB:
		return differ(value(field, a.Get(field)), absent())
	default:
		return values(field, a.Get(field), b.Get(field), sawNaN)
	}
}

// lists compares two lists, element by element.
func lists(field protoreflect.FieldDescriptor, a, b protoreflect.List, sawNaN *bool) *rolloutv1.Difference {
	both := min(a.Len(), b.Len())
	for i := range both {
		if difference := values(field, a.Get(i), b.Get(i), sawNaN); difference != nil {
			return under(atIndex(i), difference)
		}
	}
	switch {
	case a.Len() > both:
		return under(atIndex(both), differ(value(field, a.Get(both)), absent()))
	case b.Len() > both:
		return under(atIndex(both), differ(absent(), value(field, b.Get(both))))
	default:
		return nil
	}
}

// maps compares two maps, key by key in rising order.
func maps(of protoreflect.FieldDescriptor, a, b protoreflect.Map, sawNaN *bool) *rolloutv1.Difference {
	for _, key := range keysOf(a, b) {
		if difference := entries(key, of, a, b, sawNaN); difference != nil {
			return under(atKey(key), difference)
		}
	}
	return nil
}

// entries compares what two maps have under one key.
func entries(
	key protoreflect.MapKey, of protoreflect.FieldDescriptor, a, b protoreflect.Map, sawNaN *bool,
) *rolloutv1.Difference {
	switch {
	case !a.Has(key):
		return differ(absent(), value(of, b.Get(key)))
	case !b.Has(key):
		return differ(value(of, a.Get(key)), absent())
	default:
		return values(of, a.Get(key), b.Get(key), sawNaN)
	}
}

// values compares two values of one kind. NaNs of type float are left for nans to compare.
func values(of protoreflect.FieldDescriptor, a, b protoreflect.Value, sawNaN *bool) *rolloutv1.Difference {
	switch {
	case of.Message() != nil:
		return messages(a.Message(), b.Message())
	case of.Kind() == protoreflect.FloatKind && bothNaN(a, b):
		*sawNaN = true
		return nil
	case equal(of.Kind(), a, b):
		return nil
	default:
		return differ(value(of, a), value(of, b))
	}
}
