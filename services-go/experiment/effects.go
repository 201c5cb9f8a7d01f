package experiment

import (
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
)

// isFree tells whether the contract says that calls of two types have no side effects: there is
// a method that takes the one and returns the other, and every such method has idempotency_level
// = NO_SIDE_EFFECTS. An idempotent method is not enough: it may be made twice, and still writes.
func isFree[Q, S proto.Message]() bool {
	var request Q
	var response S
	if any(request) == nil || any(response) == nil {
		// Messages of any type.
		return false
	}
	takes, returns := request.ProtoReflect().Descriptor().FullName(), response.ProtoReflect().Descriptor().FullName()
	found, free := false, true
	protoregistry.GlobalFiles.RangeFiles(func(file protoreflect.FileDescriptor) bool {
		for i := range file.Services().Len() {
			methods := file.Services().Get(i).Methods()
			for j := range methods.Len() {
				method := methods.Get(j)
				if method.Input().FullName() == takes && method.Output().FullName() == returns {
					found, free = true, free && hasNoSideEffects(method)
				}
			}
		}
		return true
	})
	return found && free
}

func hasNoSideEffects(method protoreflect.MethodDescriptor) bool {
	options, ok := method.Options().(*descriptorpb.MethodOptions)
	return ok && options.GetIdempotencyLevel() == descriptorpb.MethodOptions_NO_SIDE_EFFECTS
}
