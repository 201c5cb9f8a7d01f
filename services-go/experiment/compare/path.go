package compare

import (
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// A path such as years[3].counts[7] is written from its end, on the way back from the
// difference: where there is none, no path is made.

// wholeAnswer is the path of the answer itself.
const wholeAnswer = "response"

// differ is a difference of two values; where they stand is added outside.
func differ(control, candidate *rolloutv1.Value) *rolloutv1.Difference {
	return &rolloutv1.Difference{Control: control, Candidate: candidate}
}

// under puts a step in front of the path.
func under(step string, difference *rolloutv1.Difference) *rolloutv1.Difference {
	difference.Field = step + difference.GetField()
	return difference
}

func inField(field protoreflect.FieldDescriptor) string { return "." + string(field.Name()) }

func atIndex(i int) string { return "[" + strconv.Itoa(i) + "]" }

func atKey(key protoreflect.MapKey) string {
	if written, ok := key.Interface().(string); ok {
		return "[" + strconv.Quote(written) + "]"
	}
	return "[" + key.String() + "]"
}

// finish makes the path one from the answer on.
func finish(difference *rolloutv1.Difference) *rolloutv1.Difference {
	switch {
	case difference == nil:
		return nil
	case difference.GetField() == "":
		difference.Field = wholeAnswer
	default:
		difference.Field = strings.TrimPrefix(difference.GetField(), ".")
	}
	return difference
}
