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
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
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
	right := func() *rolloutv1.AuditEntry {
		latencies := &rolloutv1.Latencies{FirstBucket: 1, Counts: []uint64{2, 3}}
		return &rolloutv1.AuditEntry{
			Version:  1,
			Evidence: &rolloutv1.Evidence{Control: &rolloutv1.ArmEvidence{Latencies: latencies}},
			Budgets:  []*rolloutv1.Budget{{Samples: 4}, {Samples: 5}},
		}
	}
	counts := func(e *rolloutv1.AuditEntry) *[]uint64 { return &e.Evidence.Control.Latencies.Counts }
	cases := []struct {
		name                     string
		change                   func(*rolloutv1.AuditEntry)
		field, control, bits, by string
	}{
		{"a number", func(e *rolloutv1.AuditEntry) { e.Version++ }, "version", "1", "0000000000000001", "2"},
		{"a count", func(e *rolloutv1.AuditEntry) { (*counts(e))[1]++ }, "evidence.control.latencies.counts[1]", "3", "0000000000000003", "4"},
		{"a count more", func(e *rolloutv1.AuditEntry) { *counts(e) = append(*counts(e), 9) }, "evidence.control.latencies.counts[2]", "absent", "", "9"},
		{"a field of a list's message", func(e *rolloutv1.AuditEntry) { e.Budgets[1].Samples++ }, "budgets[1].samples", "5", "0000000000000005", "6"},
		{"a message less", func(e *rolloutv1.AuditEntry) { e.Budgets = e.Budgets[:1] }, "budgets[1]", "{samples:5}", "", "absent"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			candidate := right()
			c.change(candidate)
			difference := compare.Messages(right(), candidate)
			if difference.GetField() != c.field || difference.GetControl().GetText() != c.control ||
				difference.GetControl().GetBits() != c.bits || difference.GetCandidate().GetText() != c.by {
				t.Errorf("the difference is %v", difference)
			}
		})
	}
}

func TestWhatTheContractSaysIsNotCompared(t *testing.T) {
	all := schema(t)
	some := dynamicpb.NewMessage(all)
	some.Set(all.Fields().ByName("ignored"), protoreflect.ValueOfFloat64(1))
	if difference := compare.Messages(dynamicpb.NewMessage(all), some); difference != nil {
		t.Errorf("a difference: %v", difference)
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
	message := &rolloutv1.AuditEntry{Budgets: []*rolloutv1.Budget{{}}}
	message.Budgets[0].ProtoReflect().SetUnknown([]byte{0x78, 1})
	difference := compare.Messages(message, message)
	if difference.GetField() != "budgets[0].unknown(15)" || difference.GetCandidate().GetText() != "0x7801" {
		t.Errorf("the difference is %v", difference)
	}
}

func TestNoMessageDiffersFromAnEmptyOne(t *testing.T) {
	var none *rolloutv1.State
	difference := compare.Messages(none, &rolloutv1.State{})
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
