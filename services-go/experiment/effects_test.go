package experiment_test

import (
	"context"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
)

// method describes a method of wrappers, with or without a word on its effects.
func method(name, output string, level *descriptorpb.MethodOptions_IdempotencyLevel) *descriptorpb.MethodDescriptorProto {
	return &descriptorpb.MethodDescriptorProto{
		Name: &name, InputType: proto.String(".google.protobuf.StringValue"), OutputType: proto.String(".google.protobuf." + output),
		Options: &descriptorpb.MethodOptions{IdempotencyLevel: level},
	}
}

// register makes a contract known, as generated code does.
func register(t *testing.T) {
	t.Helper()
	if _, err := protoregistry.GlobalFiles.FindFileByPath("effects_test.proto"); err == nil {
		return
	}
	free, repeatable := descriptorpb.MethodOptions_NO_SIDE_EFFECTS.Enum(), descriptorpb.MethodOptions_IDEMPOTENT.Enum()
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("effects_test.proto"), Package: proto.String("effects"), Syntax: proto.String("proto3"),
		Dependency: []string{"google/protobuf/wrappers.proto"},
		Service: []*descriptorpb.ServiceDescriptorProto{{Name: proto.String("Effects"), Method: []*descriptorpb.MethodDescriptorProto{
			method("Read", "BytesValue", free),
			method("Count", "Int64Value", free),
			method("Add", "Int64Value", nil),
			method("Put", "BoolValue", repeatable),
		}}},
	}, protoregistry.GlobalFiles)
	if err != nil {
		t.Fatal(err)
	}
	if err := protoregistry.GlobalFiles.RegisterFile(file); err != nil {
		t.Fatal(err)
	}
}

// created says whether an experiment with calls of two types can be made.
func created[S proto.Message](noSideEffects bool) error {
	side := func(context.Context, *wrapperspb.StringValue) (S, error) { panic("it is not called") }
	_, err := experiment.New(experiment.Options[*wrapperspb.StringValue, S]{
		Name: "effects", Control: side, Candidate: side, Store: memstore.New(), NoSideEffects: noSideEffects,
		Key: func(*wrapperspb.StringValue) uint64 { return 0 },
	})
	return err
}

// A call is made twice, so that one with effects has them twice: it is refused, unless the
// contract or the service says that it has none.
func TestCallsWithEffectsAreRefused(t *testing.T) {
	register(t)
	for _, c := range []struct {
		name    string
		new     func(noSideEffects bool) error
		refused bool
	}{
		{"a method without side effects", created[*wrapperspb.BytesValue], false},
		{"one of two methods has none", created[*wrapperspb.Int64Value], true},
		{"an idempotent method", created[*wrapperspb.BoolValue], true},
		{"no method", created[*wrapperspb.DoubleValue], true},
		{"messages of any type", created[proto.Message], true},
	} {
		err := c.new(false)
		if refused := err != nil; refused != c.refused || refused && !strings.Contains(err.Error(), "NO_SIDE_EFFECTS") {
			t.Errorf("%s: %v", c.name, err)
		}
		if err := c.new(true); err != nil {
			t.Errorf("%s that the service declares free of effects: %v", c.name, err)
		}
	}
}
