package compare

import (
	"fmt"
	"strconv"

	"google.golang.org/protobuf/reflect/protoreflect"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// path is where a value stands, such as years[3].counts[7]. It is written out only when there
// is a difference to tell.
type path struct {
	outer *path
	step  protoreflect.FieldDescriptor
	// Index in a list; key of a map.
	position int
	entry    protoreflect.MapKey
	kind     stepKind
}

type stepKind int

const (
	whole stepKind = iota
	fieldStep
	indexStep
	keyStep
)

func (p path) field(field protoreflect.FieldDescriptor) path {
	return path{outer: &p, step: field, kind: fieldStep}
}

func (p path) index(i int) path { return path{outer: &p, position: i, kind: indexStep} }

func (p path) key(key protoreflect.MapKey) path { return path{outer: &p, entry: key, kind: keyStep} }

// wholeAnswer is the path of the answer itself.
const wholeAnswer = "response"

func (p path) String() string {
	if p.kind == whole {
		return wholeAnswer
	}
	before := ""
	if p.outer.kind != whole {
		before = p.outer.String()
	}
	switch p.kind {
	case indexStep:
		return fmt.Sprintf("%s[%d]", before, p.position)
	case keyStep:
		if text, ok := p.entry.Interface().(string); ok {
			return before + "[" + strconv.Quote(text) + "]"
		}
		return before + "[" + p.entry.String() + "]"
	default:
		if before != "" {
			before += "."
		}
		return before + string(p.step.Name())
	}
}

func differ(at path, control, candidate *rolloutv1.Value) *rolloutv1.Difference {
	return &rolloutv1.Difference{Field: at.String(), Control: control, Candidate: candidate}
}
