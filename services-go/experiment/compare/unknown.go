package compare

import (
	"encoding/hex"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/reflect/protoreflect"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// unknown finds fields that the contract does not know: nobody can tell what they mean, so
// they are a difference even if both sides send the same.
func unknown(a, b protoreflect.Message) *rolloutv1.Difference {
	inA, inB := a.GetUnknown(), b.GetUnknown()
	if len(inA) == 0 && len(inB) == 0 {
		return nil
	}
	step := fmt.Sprintf(".unknown(%d)", firstNumber(inA, inB))
	return under(step, differ(unread(inA), unread(inB)))
}

// firstNumber is the number of the first unknown field of either side.
func firstNumber(a, b protoreflect.RawFields) protowire.Number {
	if len(b) == 0 {
		b = a
	}
	number, _, _ := protowire.ConsumeTag(b)
	return number
}

func unread(fields protoreflect.RawFields) *rolloutv1.Value {
	if len(fields) == 0 {
		return absent()
	}
	return text("0x" + hex.EncodeToString(fields))
}
