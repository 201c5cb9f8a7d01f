package compare_test

import (
	"fmt"
	"math"
	"strconv"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"
	"pgregory.net/rapid"
)

// mutate changes one thing somewhere in a message, and returns where.
func mutate(t *rapid.T, message protoreflect.Message) (path string) {
	if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
		message.SetUnknown(protowire.AppendVarint(protowire.AppendTag(nil, 2000, protowire.VarintType), 1))
		return "unknown(2000)"
	}
	fields := message.Descriptor().Fields()
	field := fields.Get(rapid.IntRange(0, fields.Len()-1).Draw(t, "mutated"))
	for field.Name() == "ignored" || field.ContainingOneof() != nil && !field.HasOptionalKeyword() {
		field = fields.Get(rapid.IntRange(0, fields.Len()-1).Draw(t, "mutated"))
	}
	name := string(field.Name())
	switch {
	case field.IsMap():
		return name + mutateMap(t, field, message.Mutable(field).Map())
	case field.IsList():
		return name + mutateList(t, field, message.Mutable(field).List())
	case !message.Has(field):
		message.Set(field, something(t, field))
		return name
	case field.HasPresence() && rapid.Bool().Draw(t, "clear"):
		message.Clear(field)
		return name
	}
	value, inside := other(t, field, message.Get(field))
	message.Set(field, value)
	return name + inside
}

func mutateList(t *rapid.T, field protoreflect.FieldDescriptor, list protoreflect.List) string {
	if list.Len() == 0 || rapid.Bool().Draw(t, "append") {
		list.Append(randomValue(t, field, 1))
		return fmt.Sprintf("[%d]", list.Len()-1)
	}
	if rapid.Bool().Draw(t, "truncate") {
		list.Truncate(list.Len() - 1)
		return fmt.Sprintf("[%d]", list.Len())
	}
	i := rapid.IntRange(0, list.Len()-1).Draw(t, "index")
	value, inside := other(t, field, list.Get(i))
	list.Set(i, value)
	return fmt.Sprintf("[%d]%s", i, inside)
}

func mutateMap(t *rapid.T, field protoreflect.FieldDescriptor, entries protoreflect.Map) string {
	key := randomValue(t, field.MapKey(), 0).MapKey()
	entries.Range(func(known protoreflect.MapKey, _ protoreflect.Value) bool {
		if rapid.Bool().Draw(t, "known") {
			key = known
		}
		return true
	})
	inside := ""
	switch {
	case !entries.Has(key):
		entries.Set(key, randomValue(t, field.MapValue(), 1))
	case rapid.Bool().Draw(t, "delete"):
		entries.Clear(key)
	default:
		var value protoreflect.Value
		value, inside = other(t, field.MapValue(), entries.Get(key))
		entries.Set(key, value)
	}
	if field.MapKey().Kind() == protoreflect.StringKind {
		return "[" + strconv.Quote(key.String()) + "]" + inside
	}
	return "[" + key.String() + "]" + inside
}

// something is a value that tells the field from an absent one: any where that can be told.
func something(t *rapid.T, field protoreflect.FieldDescriptor) protoreflect.Value {
	if field.HasPresence() {
		return randomValue(t, field, 1)
	}
	value, _ := other(t, field, field.Default())
	return value
}

// other is another value than one, by one bit where that can be, and the path to the change
// inside.
func other(t *rapid.T, field protoreflect.FieldDescriptor, value protoreflect.Value) (protoreflect.Value, string) {
	switch field.Kind() {
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(!value.Bool()), ""
	case protoreflect.DoubleKind:
		bit := rapid.IntRange(0, 63).Draw(t, "bit")
		return protoreflect.ValueOfFloat64(math.Float64frombits(math.Float64bits(value.Float()) ^ 1<<bit)), ""
	case protoreflect.FloatKind:
		return protoreflect.ValueOfFloat32(otherSingle(t, float32(value.Float()))), ""
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return protoreflect.ValueOfInt32(int32(value.Int()) ^ 1<<rapid.IntRange(0, 31).Draw(t, "bit")), ""
	case protoreflect.Int64Kind, protoreflect.Sint64Kind, protoreflect.Sfixed64Kind:
		return protoreflect.ValueOfInt64(value.Int() ^ 1<<rapid.IntRange(0, 63).Draw(t, "bit")), ""
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return protoreflect.ValueOfUint32(uint32(value.Uint()) ^ 1<<rapid.IntRange(0, 31).Draw(t, "bit")), ""
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind:
		return protoreflect.ValueOfUint64(value.Uint() ^ 1<<rapid.IntRange(0, 63).Draw(t, "bit")), ""
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(value.String() + "x"), ""
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes(append([]byte{1}, value.Bytes()...)), ""
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(value.Enum() ^ 1), ""
	default:
		return value, "." + mutate(t, value.Message())
	}
}

// otherSingle flips a bit of a float, other than the one that tells signalling NaNs from quiet
// ones, which these messages cannot hold.
func otherSingle(t *rapid.T, value float32) float32 {
	const quiet = 22
	bit := rapid.IntRange(0, 31).Filter(func(bit int) bool { return bit != quiet }).Draw(t, "bit")
	flipped := math.Float32frombits(math.Float32bits(value) ^ 1<<bit)
	if flipped != flipped && math.Float32bits(flipped)&(1<<quiet) == 0 {
		return -value
	}
	return flipped
}
