package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

var swapTests = map[string]func(*testing.T, Open){
	"a change is the new state and an entry": func(t *testing.T, open Open) {
		one, another := open(t), open(t)
		entry := change(begun(t, one, name), "anna")
		must(t, one.Swap(t.Context(), name, entry))
		expectEqual(t, "the state", stateOf(t, another, name), entry.GetAfter())
		entries := auditOf(t, another, name)
		if len(entries) != 1 {
			t.Fatalf("%d entries", len(entries))
		}
		expectEqual(t, "the entry", entries[0], entry)
	},

	"a change of another version changes nothing": func(t *testing.T, open Open) {
		s := open(t)
		first := change(begun(t, s, name), "anna")
		must(t, s.Swap(t.Context(), name, first))
		future := proto.CloneOf(first.GetAfter())
		future.Version++
		for _, before := range []*rolloutv1.State{first.GetBefore(), future, {}} {
			if err := s.Swap(t.Context(), name, change(before, "late")); !errors.Is(err, experiment.ErrStale) {
				t.Errorf("from version %d: got %v", before.GetVersion(), err)
			}
		}
		expectEqual(t, "the state", stateOf(t, s, name), first.GetAfter())
		if entries := auditOf(t, s, name); len(entries) != 1 {
			t.Errorf("the audit trail is %v", entries)
		}
	},

	"of racing changes one wins, and every winner has its entry": func(t *testing.T, open Open) {
		begun(t, open(t), name)
		const callers, tries = 8, 15
		var mu sync.Mutex
		winners := map[uint64]string{}
		race(t, open, callers, func(s experiment.Store, i int) {
			for try := range tries {
				entry := change(stateOf(t, s, name), fmt.Sprint(i, " at ", try))
				err := s.Swap(t.Context(), name, entry)
				if errors.Is(err, experiment.ErrStale) {
					continue
				}
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				if other, taken := winners[entry.GetVersion()]; taken {
					t.Errorf("both %s and %s won version %d", entry.GetActor(), other, entry.GetVersion())
				}
				winners[entry.GetVersion()] = entry.GetActor()
				mu.Unlock()
			}
		})
		expectWinners(t, open(t), winners)
	},
}

// expectWinners checks that the audit trail leads from the beginning to the state by the
// changes that won, and no others.
func expectWinners(t *testing.T, s experiment.Store, winners map[uint64]string) {
	t.Helper()
	entries := auditOf(t, s, name)
	if len(entries) != len(winners) || len(entries) == 0 {
		t.Fatalf("%d entries of %d winners", len(entries), len(winners))
	}
	next := stateOf(t, s, name)
	for _, entry := range entries {
		expectEqual(t, "what an entry leads to", entry.GetAfter(), next)
		if winner := winners[entry.GetVersion()]; entry.GetActor() != winner {
			t.Errorf("version %d is %s's, and the winner was %s", entry.GetVersion(), entry.GetActor(), winner)
		}
		next = entry.GetBefore()
	}
	expectEqual(t, "the beginning", next, initial())
}
