package compare

import (
	"math"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Reflection hands out a float as a double, and the conversion makes a signalling NaN a quiet
// one. So where both sides have a NaN of type float, their bits are read from the encoded
// message.

// nans compares the NaNs of a field of floats, which has the same number of values on both
// sides.
func nans(field protoreflect.FieldDescriptor, a, b protoreflect.Message) *rolloutv1.Difference {
	inA, inB := floatsOf(a, field), floatsOf(b, field)
	for i := range min(len(inA), len(inB)) {
		if inA[i] != inB[i] {
			return under(position(i, field, a), differ(single(inA[i]), single(inB[i])))
		}
	}
	return nil
}

// position is the step to one of a field's values, in the order of the encoding.
func position(i int, field protoreflect.FieldDescriptor, message protoreflect.Message) string {
	switch {
	case field.IsMap():
		entries := message.Get(field).Map()
		return atKey(keysOf(entries, entries)[i])
	case field.IsList():
		return atIndex(i)
	default:
		return ""
	}
}

func bothNaN(a, b protoreflect.Value) bool { return math.IsNaN(a.Float()) && math.IsNaN(b.Float()) }

// floatsOf are the bits of a field of floats; of a map in the order of its keys.
func floatsOf(message protoreflect.Message, field protoreflect.FieldDescriptor) []uint32 {
	wire, err := proto.MarshalOptions{Deterministic: true, AllowPartial: true}.Marshal(message.Interface())
	if err != nil {
		return nil
	}
	var bits []uint32
	for _, value := range valuesOf(wire, field.Number()) {
		if field.IsMap() {
			value = valuesOf(value, field.MapValue().Number())[0]
		}
		// One float, or a packed list of them.
		for len(value) > 0 {
			one, size := protowire.ConsumeFixed32(value)
			bits, value = append(bits, one), value[size:]
		}
	}
	return bits
}

// valuesOf are the encoded values of a field, without the lengths in front.
func valuesOf(wire []byte, number protowire.Number) (values [][]byte) {
	for len(wire) > 0 {
		found, kind, tag := protowire.ConsumeTag(wire)
		size := protowire.ConsumeFieldValue(found, kind, wire[tag:])
		value := wire[tag : tag+size]
		if kind == protowire.BytesType {
			value, _ = protowire.ConsumeBytes(value)
		}
		if found == number {
			values = append(values, value)
		}
		wire = wire[tag+size:]
	}
	return values
}
