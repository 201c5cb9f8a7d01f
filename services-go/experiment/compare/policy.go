package compare

import (
	"sync"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	optionsv1 "github.com/trivium/trivium/services-go/gen/trivium/options/v1"
)

// The fields to compare, by descriptor of the message: options are costly to read.
var policies sync.Map

// comparedFields are the fields of a message that the contract wants compared, in the order
// in which it declares them.
func comparedFields(message protoreflect.MessageDescriptor) []protoreflect.FieldDescriptor {
	if known, ok := policies.Load(message); ok {
		return known.([]protoreflect.FieldDescriptor)
	}
	var compared []protoreflect.FieldDescriptor
	for i := range message.Fields().Len() {
		if field := message.Fields().Get(i); !ignored(field) {
			compared = append(compared, field)
		}
	}
	policies.Store(message, compared)
	return compared
}

func ignored(field protoreflect.FieldDescriptor) bool {
	option, ok := proto.GetExtension(field.Options(), optionsv1.E_Compare).(*optionsv1.Compare)
	return ok && option.GetRule() == optionsv1.Compare_RULE_IGNORE
}
