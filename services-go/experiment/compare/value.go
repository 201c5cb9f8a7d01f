package compare

import (
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/reflect/protoreflect"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Characters of a value that are shown at most.
const maxText = 200

func absent() *rolloutv1.Value { return text("absent") }

func presence(present bool) *rolloutv1.Value {
	if present {
		return text("present")
	}
	return absent()
}

func text(s string) *rolloutv1.Value {
	if shown := []rune(s); len(shown) > maxText {
		s = string(shown[:maxText]) + "..."
	}
	return &rolloutv1.Value{Text: s}
}

// equal tells whether two values of a kind other than message are equal in every bit.
func equal(kind protoreflect.Kind, a, b protoreflect.Value) bool {
	switch kind {
	case protoreflect.DoubleKind, protoreflect.FloatKind:
		return math.Float64bits(a.Float()) == math.Float64bits(b.Float())
	default:
		return a.Equal(b)
	}
}

// value is a value for people.
func value(field protoreflect.FieldDescriptor, v protoreflect.Value) *rolloutv1.Value {
	switch field.Kind() {
	case protoreflect.DoubleKind:
		return double(v.Float())
	case protoreflect.FloatKind:
		return single(math.Float32bits(float32(v.Float())))
	case protoreflect.Int32Kind, protoreflect.Sint32Kind, protoreflect.Sfixed32Kind:
		return number(v.String(), "%08x", uint32(v.Int()))
	case protoreflect.Int64Kind, protoreflect.Sint64Kind, protoreflect.Sfixed64Kind:
		return number(v.String(), "%016x", uint64(v.Int()))
	case protoreflect.Uint32Kind, protoreflect.Fixed32Kind:
		return number(v.String(), "%08x", v.Uint())
	case protoreflect.Uint64Kind, protoreflect.Fixed64Kind:
		return number(v.String(), "%016x", v.Uint())
	case protoreflect.EnumKind:
		return enum(field, v.Enum())
	case protoreflect.StringKind:
		return text(strconv.Quote(v.String()))
	case protoreflect.BytesKind:
		return text("0x" + hex.EncodeToString(v.Bytes()))
	case protoreflect.MessageKind, protoreflect.GroupKind:
		return text("{" + written(v.Message()) + "}")
	default:
		return text(v.String())
	}
}

// written is a message in one line. The package that writes it puts in spaces at random.
func written(message protoreflect.Message) string {
	return strings.ReplaceAll(prototext.MarshalOptions{}.Format(message.Interface()), "  ", " ")
}

func double(v float64) *rolloutv1.Value {
	return number(strconv.FormatFloat(v, 'g', -1, 64), "%016x", math.Float64bits(v))
}

func single(bits uint32) *rolloutv1.Value {
	return number(strconv.FormatFloat(float64(math.Float32frombits(bits)), 'g', -1, 32), "%08x", bits)
}

func number(written, format string, bits any) *rolloutv1.Value {
	return &rolloutv1.Value{Text: written, Bits: fmt.Sprintf(format, bits)}
}

func enum(field protoreflect.FieldDescriptor, number protoreflect.EnumNumber) *rolloutv1.Value {
	if known := field.Enum().Values().ByNumber(number); known != nil {
		return text(string(known.Name()))
	}
	return text(strconv.Itoa(int(number)))
}
