package compare

import (
	"cmp"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// keysOf are the keys that either of two maps has, in rising order.
func keysOf(a, b protoreflect.Map) []protoreflect.MapKey {
	var keys []protoreflect.MapKey
	collect := func(key protoreflect.MapKey, _ protoreflect.Value) bool {
		keys = append(keys, key)
		return true
	}
	a.Range(collect)
	b.Range(func(key protoreflect.MapKey, value protoreflect.Value) bool {
		return a.Has(key) || collect(key, value)
	})
	slices.SortFunc(keys, compareKeys)
	return keys
}

// compareKeys orders two keys of one map, which are of one type.
func compareKeys(a, b protoreflect.MapKey) int {
	switch a.Interface().(type) {
	case int32, int64:
		return cmp.Compare(a.Int(), b.Int())
	case uint32, uint64:
		return cmp.Compare(a.Uint(), b.Uint())
	default:
		// Strings, and false before true.
		return cmp.Compare(a.String(), b.String())
	}
}
