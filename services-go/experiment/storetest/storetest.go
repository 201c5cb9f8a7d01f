// Package storetest has the tests that every [experiment.Store] passes.
package storetest

import (
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Open opens a handle on a database, as every replica has its own. It may be the same store
// again.
type Open func(t testing.TB) experiment.Store

// Run runs every test, each on an empty database of its own.
func Run(t *testing.T, newDatabase func(t testing.TB) Open) {
	for _, tests := range []map[string]func(*testing.T, Open){stateTests, swapTests, auditTests, evidenceTests, mismatchTests, roomTests} {
		for name, test := range tests {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, newDatabase(t))
			})
		}
	}
}

const name = "solve"

// race calls a function several times at once, on two handles.
func race(t *testing.T, open Open, times int, do func(s experiment.Store, i int)) {
	handles := []experiment.Store{open(t), open(t)}
	var calls sync.WaitGroup
	for i := range times {
		calls.Go(func() { do(handles[i%2], i) })
	}
	calls.Wait()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func expectEqual(t testing.TB, what string, have, want proto.Message) {
	t.Helper()
	if !proto.Equal(have, want) {
		t.Errorf("%s is %.300v, want %.300v", what, have, want)
	}
}

func stateOf(t testing.TB, s experiment.Store, name string) *rolloutv1.State {
	t.Helper()
	state, err := s.State(t.Context(), name)
	must(t, err)
	return state
}

func auditOf(t testing.TB, s experiment.Store, name string) []*rolloutv1.AuditEntry {
	t.Helper()
	entries, err := s.Audit(t.Context(), name, 0, 1000)
	must(t, err)
	return entries
}

func evidenceOf(t testing.TB, s experiment.Store, name string, version uint64) *rolloutv1.Evidence {
	t.Helper()
	sum, err := s.AddEvidence(t.Context(), name, version, nil)
	must(t, err)
	return sum
}

func begun(t testing.TB, s experiment.Store, name string) *rolloutv1.State {
	t.Helper()
	state, err := s.Begin(t.Context(), name, initial())
	must(t, err)
	return state
}
