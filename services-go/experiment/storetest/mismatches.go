package storetest

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"
	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

var mismatchTests = map[string]func(*testing.T, Open){
	"a mismatch is kept whole, and listed in short": func(t *testing.T, open Open) {
		one, another := begunOn(t, open), open(t)
		want := mismatch("years[3].counts[7]", 1)
		if id := added(t, one, want); id != want.GetId() {
			t.Errorf("its id is %q, want %q", id, want.GetId())
		}
		expectEqual(t, "the mismatch", kept(t, another, want.GetId()), want)
		list, err := another.Mismatches(t.Context(), name, "", 10)
		must(t, err)
		if len(list) != 1 {
			t.Fatalf("%d are listed", len(list))
		}
		want.Request, want.Control, want.Candidate = nil, nil, nil
		expectEqual(t, "the listed one", list[0], want)
		expectCount(t, another, 1)
	},

	"the same difference again is counted": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		want := mismatch("checksum", 10)
		added(t, s, want)
		again := mismatch("checksum", 20)
		again.Stage, again.Request.Value, again.Difference.Control.Text = rolloutv1.Stage_STAGE_REVERSED, nil, "other"
		again.Count = 5
		if id := added(t, s, again); id != want.GetId() {
			t.Errorf("its id is %q, want %q", id, want.GetId())
		}
		want.Count, want.LastTime = 6, at(20)
		expectEqual(t, "the mismatch", kept(t, s, want.GetId()), want)
		expectCount(t, s, 1)
	},

	"another field or build is another difference": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		first := mismatch("checksum", 0)
		others := []*rolloutv1.Mismatch{mismatch("status", 0), mismatch("", 0)}
		for _, alter := range []func(*rolloutv1.Identity){
			func(of *rolloutv1.Identity) { of.ControlBuild = "go-2" },
			func(of *rolloutv1.Identity) { of.CandidateBuild = "rust-2" },
			func(of *rolloutv1.Identity) { of.ContractHash = "def" },
			func(of *rolloutv1.Identity) { of.ControlBuild, of.CandidateBuild = of.CandidateBuild, of.ControlBuild },
			func(of *rolloutv1.Identity) { of.ControlBuild, of.CandidateBuild = "go-1rust", "-1" },
		} {
			other := proto.CloneOf(first)
			other.Id = newID()
			alter(other.Identity)
			others = append(others, other)
		}
		ids := []string{added(t, s, first)}
		for _, other := range others {
			if id := added(t, s, other); slices.Contains(ids, id) {
				t.Errorf("counted as another: %v", other)
			} else {
				ids = append(ids, id)
			}
		}
		expectCount(t, s, len(ids))
	},

	"one difference seen by all at once is one": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		const callers = 12
		ids := make([]string, callers)
		race(t, open, callers, func(s experiment.Store, i int) {
			var err error
			if ids[i], err = s.AddMismatch(t.Context(), name, mismatch("checksum", i)); err != nil {
				t.Error(err)
			}
		})
		if len(slices.Compact(ids)) != 1 {
			t.Fatalf("ids are %v", ids)
		}
		if have := kept(t, s, ids[0]).GetCount(); have != callers {
			t.Errorf("it is counted %d times", have)
		}
		expectCount(t, s, 1)
	},

	"any text goes into a mismatch": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		for _, text := range awkward {
			want := mismatch(text, 0)
			want.Identity.ControlBuild, want.Identity.CandidateBuild, want.Identity.ContractHash = text, text, text
			want.Difference.Control.Text, want.Difference.Candidate.Bits = text, text
			want.Request.Value = []byte(text)
			want.Candidate = &rolloutv1.Answer{Code: 13, Message: text}
			added(t, s, want)
			expectEqual(t, "the mismatch", kept(t, s, want.GetId()), want)
		}
		expectCount(t, s, len(awkward))
	},

	"an unknown id is not found": func(t *testing.T, open Open) {
		s := begunOn(t, open)
		added(t, s, mismatch("checksum", 0))
		for _, id := range append(awkward, uuid.NewString(), "\xff", "%") {
			if _, err := s.Mismatch(t.Context(), name, id); !errors.Is(err, experiment.ErrNotFound) {
				t.Errorf("Mismatch(%.20q): got %v", id, err)
			}
			if _, err := s.Mismatches(t.Context(), name, id, 10); err != nil {
				t.Errorf("Mismatches below %.20q: got %v", id, err)
			}
		}
		expectCount(t, s, 1)
	},
}

func begunOn(t testing.TB, open Open) experiment.Store {
	t.Helper()
	s := open(t)
	begun(t, s, name)
	return s
}

func added(t testing.TB, s experiment.Store, mismatch *rolloutv1.Mismatch) string {
	t.Helper()
	id, err := s.AddMismatch(t.Context(), name, mismatch)
	must(t, err)
	return id
}

func kept(t testing.TB, s experiment.Store, id string) *rolloutv1.Mismatch {
	t.Helper()
	mismatch, err := s.Mismatch(t.Context(), name, id)
	must(t, err)
	return mismatch
}

func expectCount(t testing.TB, s experiment.Store, want int) {
	t.Helper()
	count, err := s.CountMismatches(t.Context(), name)
	must(t, err)
	if count != uint64(want) {
		t.Errorf("%d mismatches are counted, want %d", count, want)
	}
}
