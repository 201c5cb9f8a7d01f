package compare_test

import (
	"math"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/dynamicpb"
	"google.golang.org/protobuf/types/known/wrapperspb"
	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/experiment/compare"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

func TestEqualMessagesNeverDiffer(t *testing.T) {
	all := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		message := random(t, all, 2).Interface()
		// Another encoding of the same: a second copy through the wire.
		wire, err := proto.Marshal(message)
		if err != nil {
			t.Fatal(err)
		}
		again := dynamicpb.NewMessage(all)
		if err := proto.Unmarshal(wire, again); err != nil {
			t.Fatal(err)
		}
		if difference := compare.Messages(message, again); difference != nil {
			t.Fatalf("%v of equal messages", difference)
		}
	})
}

func TestOneMutationAnywhereIsFound(t *testing.T) {
	all := schema(t)
	rapid.Check(t, func(t *rapid.T) {
		message := random(t, all, 2)
		mutated := proto.Clone(message.Interface()).ProtoReflect()
		path := mutate(t, mutated)
		for _, pair := range [][2]protoreflect.Message{{message, mutated}, {mutated, message}} {
			difference := compare.Messages(pair[0].Interface(), pair[1].Interface())
			if difference == nil {
				t.Fatalf("the change of %s is not found", path)
			}
			if difference.GetField() != path {
				t.Fatalf("the change of %s is found in %s", path, difference.GetField())
			}
			if c, d := difference.GetControl(), difference.GetCandidate(); c.GetText() == "" || d.GetText() == "" {
				t.Fatalf("no values in %v", difference)
			}
		}
	})
}

func TestFieldsOfContract(t *testing.T) {
	right := func() *simulationv1.SimulateResponse {
		return &simulationv1.SimulateResponse{
			Years:        []*simulationv1.Histogram{{FirstBin: 1, Counts: []uint32{2, 3}}, {FirstBin: 4, Counts: []uint32{5}}},
			Checksum:     1,
			Build:        &simulationv1.Build{BuildId: "a"},
			ComputeNanos: 10,
		}
	}
	cases := []struct {
		name                     string
		change                   func(*simulationv1.SimulateResponse)
		field, control, bits, by string
	}{
		{"a count", func(r *simulationv1.SimulateResponse) { r.Years[0].Counts[1]++ }, "years[0].counts[1]", "3", "00000003", "4"},
		{"a count more", func(r *simulationv1.SimulateResponse) { r.Years[1].Counts = append(r.Years[1].Counts, 9) }, "years[1].counts[1]", "absent", "", "9"},
		{"a year less", func(r *simulationv1.SimulateResponse) { r.Years = r.Years[:1] }, "years[1]", "{first_bin:4 counts:5}", "", "absent"},
		{"the checksum", func(r *simulationv1.SimulateResponse) { r.Checksum++ }, "checksum", "1", "0000000000000001", "2"},
		{"what is not compared", func(r *simulationv1.SimulateResponse) { r.Build, r.ComputeNanos = nil, 11 }, "", "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			candidate := right()
			c.change(candidate)
			difference := compare.Messages(right(), candidate)
			if c.field == "" {
				if difference != nil {
					t.Fatalf("a difference: %v", difference)
				}
				return
			}
			if difference.GetField() != c.field || difference.GetControl().GetText() != c.control ||
				difference.GetControl().GetBits() != c.bits || difference.GetCandidate().GetText() != c.by {
				t.Errorf("the difference is %v", difference)
			}
		})
	}
}

func TestDoublesAreComparedByBits(t *testing.T) {
	cases := []struct {
		name string
		a, b float64
		text string
		bits string
	}{
		{"zeros of both signs", 0, math.Copysign(0, -1), "-0", "8000000000000000"},
		{"an ulp", 1, math.Nextafter(1, 2), "1.0000000000000002", "3ff0000000000001"},
		{"payloads of NaN", math.Float64frombits(0x7ff8000000000001), math.Float64frombits(0x7ff8000000000002), "NaN", "7ff8000000000002"},
		{"signalling and quiet NaN", math.Float64frombits(0x7ff8000000000001), math.Float64frombits(0x7ff0000000000001), "NaN", "7ff0000000000001"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			difference := compare.Messages(wrapperspb.Double(c.a), wrapperspb.Double(c.b))
			if v := difference.GetCandidate(); difference.GetField() != "value" || v.GetText() != c.text || v.GetBits() != c.bits {
				t.Errorf("the difference is %v", difference)
			}
			if difference := compare.Messages(wrapperspb.Double(c.b), wrapperspb.Double(c.b)); difference != nil {
				t.Errorf("a value differs from itself: %v", difference)
			}
		})
	}
}

// Reflection makes a signalling NaN a quiet one.
func TestSignallingFloatsAreSeen(t *testing.T) {
	signalling := wrapperspb.Float(math.Float32frombits(0x7f800001))
	quiet := wrapperspb.Float(math.Float32frombits(0x7fc00001))
	difference := compare.Messages(signalling, quiet)
	if difference.GetControl().GetBits() != "7f800001" || difference.GetCandidate().GetBits() != "7fc00001" {
		t.Errorf("the difference is %v", difference)
	}
	if difference := compare.Messages(signalling, signalling); difference != nil {
		t.Errorf("a value differs from itself: %v", difference)
	}
}

func TestUnknownFieldsDifferEvenFromThemselves(t *testing.T) {
	message := &simulationv1.SimulateResponse{Years: []*simulationv1.Histogram{{}}}
	message.Years[0].ProtoReflect().SetUnknown([]byte{0x78, 1})
	difference := compare.Messages(message, message)
	if difference.GetField() != "years[0].unknown(15)" || difference.GetCandidate().GetText() != "0x7801" {
		t.Errorf("the difference is %v", difference)
	}
}

func TestNoMessageDiffersFromAnEmptyOne(t *testing.T) {
	var none *simulationv1.SimulateResponse
	difference := compare.Messages(none, &simulationv1.SimulateResponse{})
	if difference.GetField() != "response" || difference.GetControl().GetText() != "absent" {
		t.Errorf("the difference is %v", difference)
	}
}

func TestOneofsDifferByTheirCase(t *testing.T) {
	all := schema(t)
	left, right := dynamicpb.NewMessage(all), dynamicpb.NewMessage(all)
	left.Set(all.Fields().ByName("left"), protoreflect.ValueOfFloat64(0))
	right.Set(all.Fields().ByName("right"), protoreflect.ValueOfMessage(dynamicpb.NewMessage(all)))
	difference := compare.Messages(left, right)
	if difference.GetField() != "left" || difference.GetControl().GetText() != "0" || difference.GetCandidate().GetText() != "absent" {
		t.Errorf("the difference is %v", difference)
	}
}

func TestTheFirstDifferenceOfMapsIsThatOfTheLeastKey(t *testing.T) {
	all := schema(t)
	for field, first := range map[protoreflect.Name]string{
		"by_TYPE_INT32": "[-3]", "by_TYPE_UINT64": "[2]", "by_TYPE_STRING": `["a"]`, "by_TYPE_BOOL": "[false]",
	} {
		field := all.Fields().ByName(field)
		some := dynamicpb.NewMessage(all)
		entries := some.Mutable(field).Map()
		for _, key := range keysFor(field.MapKey().Kind()) {
			entries.Set(protoreflect.ValueOf(key).MapKey(), protoreflect.ValueOfInt32(1))
		}
		difference := compare.Messages(dynamicpb.NewMessage(all), some)
		if want := string(field.Name()) + first; difference.GetField() != want {
			t.Errorf("the difference is in %s, not in %s", difference.GetField(), want)
		}
	}
}

// keysFor are keys of a kind; the least is not the first.
func keysFor(kind protoreflect.Kind) []any {
	switch kind {
	case protoreflect.BoolKind:
		return []any{true, false}
	case protoreflect.Int32Kind:
		return []any{int32(5), int32(-3), int32(10), int32(7), int32(8), int32(9)}
	case protoreflect.Uint64Kind:
		return []any{uint64(10), uint64(3), uint64(2), uint64(7), uint64(8), uint64(9)}
	default:
		return []any{"b", "a", "c", "d", "e", "f"}
	}
}

func TestCodes(t *testing.T) {
	if difference := compare.Codes(codes.NotFound, codes.NotFound); difference != nil {
		t.Errorf("equal codes differ: %v", difference)
	}
	difference := compare.Codes(codes.OK, codes.InvalidArgument)
	if difference.GetField() != "status" || difference.GetControl().GetText() != "OK" || difference.GetCandidate().GetText() != "InvalidArgument" {
		t.Errorf("the difference is %v", difference)
	}
}
