package compare_test

import (
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protodesc"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/descriptorpb"

	optionsv1 "github.com/trivium/trivium/services-go/gen/trivium/options/v1"
)

type (
	kind       = descriptorpb.FieldDescriptorProto_Type
	fieldProto = descriptorpb.FieldDescriptorProto
)

var scalars = []kind{
	descriptorpb.FieldDescriptorProto_TYPE_DOUBLE, descriptorpb.FieldDescriptorProto_TYPE_FLOAT,
	descriptorpb.FieldDescriptorProto_TYPE_INT32, descriptorpb.FieldDescriptorProto_TYPE_INT64,
	descriptorpb.FieldDescriptorProto_TYPE_UINT32, descriptorpb.FieldDescriptorProto_TYPE_UINT64,
	descriptorpb.FieldDescriptorProto_TYPE_SINT32, descriptorpb.FieldDescriptorProto_TYPE_SINT64,
	descriptorpb.FieldDescriptorProto_TYPE_FIXED32, descriptorpb.FieldDescriptorProto_TYPE_FIXED64,
	descriptorpb.FieldDescriptorProto_TYPE_SFIXED32, descriptorpb.FieldDescriptorProto_TYPE_SFIXED64,
	descriptorpb.FieldDescriptorProto_TYPE_BOOL, descriptorpb.FieldDescriptorProto_TYPE_STRING,
	descriptorpb.FieldDescriptorProto_TYPE_BYTES, descriptorpb.FieldDescriptorProto_TYPE_ENUM,
}

var keys = []kind{
	descriptorpb.FieldDescriptorProto_TYPE_BOOL, descriptorpb.FieldDescriptorProto_TYPE_INT32,
	descriptorpb.FieldDescriptorProto_TYPE_UINT64, descriptorpb.FieldDescriptorProto_TYPE_STRING,
}

// schema is a message type that has every kind of field: alone, optional, in lists, in maps
// with every kind of key, in a oneof, in itself, and not compared.
func schema(t testing.TB) protoreflect.MessageDescriptor {
	t.Helper()
	b := &builder{message: &descriptorpb.DescriptorProto{Name: proto.String("All")}}
	b.singles()
	b.oneof()
	b.lists()
	b.maps()
	file, err := protodesc.NewFile(&descriptorpb.FileDescriptorProto{
		Name: proto.String("all.proto"), Package: proto.String("test"), Syntax: proto.String("proto3"),
		MessageType: []*descriptorpb.DescriptorProto{b.message},
		EnumType: []*descriptorpb.EnumDescriptorProto{{
			Name: proto.String("Colour"),
			Value: []*descriptorpb.EnumValueDescriptorProto{
				{Name: proto.String("GREY"), Number: proto.Int32(0)}, {Name: proto.String("RED"), Number: proto.Int32(1)},
			},
		}},
	}, protoregistry.GlobalFiles)
	if err != nil {
		t.Fatal(err)
	}
	return file.Messages().ByName("All")
}

type builder struct{ message *descriptorpb.DescriptorProto }

// add adds a field of a kind to a message.
func add(message *descriptorpb.DescriptorProto, name string, of kind) *fieldProto {
	field := &fieldProto{
		Name: proto.String(name), Number: proto.Int32(int32(len(message.GetField()) + 1)), Type: of.Enum(),
		Label: descriptorpb.FieldDescriptorProto_LABEL_OPTIONAL.Enum(),
	}
	switch of {
	case descriptorpb.FieldDescriptorProto_TYPE_ENUM:
		field.TypeName = proto.String(".test.Colour")
	case descriptorpb.FieldDescriptorProto_TYPE_MESSAGE:
		field.TypeName = proto.String(".test.All")
	}
	message.Field = append(message.Field, field)
	return field
}

func (b *builder) oneofOf(field *fieldProto, name string) {
	field.OneofIndex = proto.Int32(int32(len(b.message.GetOneofDecl())))
	b.message.OneofDecl = append(b.message.OneofDecl, &descriptorpb.OneofDescriptorProto{Name: proto.String(name)})
}

func (b *builder) singles() {
	add(b.message, "inner", descriptorpb.FieldDescriptorProto_TYPE_MESSAGE)
	for _, of := range scalars {
		add(b.message, "one_"+of.String(), of)
	}
	options := &descriptorpb.FieldOptions{}
	proto.SetExtension(options, optionsv1.E_Compare, &optionsv1.Compare{
		Rule: optionsv1.Compare_RULE_IGNORE, Reason: "it may differ",
	})
	add(b.message, "ignored", descriptorpb.FieldDescriptorProto_TYPE_DOUBLE).Options = options
}

func (b *builder) oneof() {
	b.oneofOf(add(b.message, "left", descriptorpb.FieldDescriptorProto_TYPE_DOUBLE), "either")
	either := b.message.Field[len(b.message.Field)-1].OneofIndex
	add(b.message, "right", descriptorpb.FieldDescriptorProto_TYPE_MESSAGE).OneofIndex = either
	// Those of optional fields come after the others.
	for _, of := range scalars {
		field := add(b.message, "maybe_"+of.String(), of)
		field.Proto3Optional = proto.Bool(true)
		b.oneofOf(field, "_maybe_"+of.String())
	}
}

func (b *builder) lists() {
	for _, of := range append(scalars, descriptorpb.FieldDescriptorProto_TYPE_MESSAGE) {
		add(b.message, "list_"+of.String(), of).Label = descriptorpb.FieldDescriptorProto_LABEL_REPEATED.Enum()
	}
}

func (b *builder) maps() {
	for _, key := range keys {
		b.mapOf("by_"+key.String(), key, descriptorpb.FieldDescriptorProto_TYPE_INT32)
	}
	for _, of := range append(scalars, descriptorpb.FieldDescriptorProto_TYPE_MESSAGE) {
		b.mapOf("to_"+of.String(), descriptorpb.FieldDescriptorProto_TYPE_STRING, of)
	}
}

func (b *builder) mapOf(name string, key, of kind) {
	field := add(b.message, name, descriptorpb.FieldDescriptorProto_TYPE_MESSAGE)
	field.Label = descriptorpb.FieldDescriptorProto_LABEL_REPEATED.Enum()
	entry := &descriptorpb.DescriptorProto{
		Name:    proto.String(entryName(name)),
		Options: &descriptorpb.MessageOptions{MapEntry: proto.Bool(true)},
	}
	add(entry, "key", key)
	add(entry, "value", of)
	field.TypeName = proto.String(".test.All." + entry.GetName())
	b.message.NestedType = append(b.message.NestedType, entry)
}

// entryName is the name that the language wants for the entries of a map.
func entryName(field string) string {
	name, upper := "", true
	for _, letter := range field {
		if letter == '_' {
			upper = true
			continue
		}
		if upper && 'a' <= letter && letter <= 'z' {
			letter += 'A' - 'a'
		}
		upper = false
		name += string(letter)
	}
	return name + "Entry"
}
