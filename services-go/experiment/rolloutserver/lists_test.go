package rolloutserver_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"
	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/types/known/anypb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// store stores a mismatch in a field.
func (s *service) storeMismatch(t *testing.T, field string) *rolloutv1.Mismatch {
	t.Helper()
	mismatch := &rolloutv1.Mismatch{
		Id: uuid.Must(uuid.NewV7()).String(), Count: 1, Stage: rolloutv1.Stage_STAGE_CANARY,
		Difference: &rolloutv1.Difference{Field: field},
		Request:    &anypb.Any{TypeUrl: "type.googleapis.com/question", Value: []byte(field)},
		Control:    &rolloutv1.Answer{Code: 3}, Candidate: &rolloutv1.Answer{Code: 13},
	}
	_, err := s.store.AddMismatch(t.Context(), name, mismatch)
	must(t, err)
	return mismatch
}

func TestMismatchesAreListedNewestFirstPageByPage(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		var want, have []string
		for i := range 45 {
			want = append(want, s.storeMismatch(t, fmt.Sprint(i)).GetId())
		}
		slices.Reverse(want)
		token := ""
		for _, size := range []int{20, 20, 5} {
			response, err := s.ListMismatches(t.Context(), &rolloutv1.ListMismatchesRequest{Name: name, PageToken: token})
			must(t, err)
			if len(response.GetMismatches()) != size {
				t.Errorf("a page of %d, want %d", len(response.GetMismatches()), size)
			}
			for _, mismatch := range response.GetMismatches() {
				have = append(have, mismatch.GetId())
				if mismatch.GetRequest() != nil || mismatch.GetControl() != nil {
					t.Errorf("not in short: %v", mismatch)
				}
			}
			token = response.GetNextPageToken()
		}
		if !slices.Equal(have, want) || token != "" {
			t.Errorf("got %q, want %q; then %q", have, want, token)
		}
		// A page that takes all is the last.
		all, err := s.ListMismatches(t.Context(), &rolloutv1.ListMismatchesRequest{Name: name, PageSize: 45})
		must(t, err)
		if len(all.GetMismatches()) != 45 || all.GetNextPageToken() != "" {
			t.Errorf("%d, then %q", len(all.GetMismatches()), all.GetNextPageToken())
		}
	})
}

func TestTheAuditTrailIsListedNewestFirstPageByPage(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		before := s.rollout.view.GetState()
		for version := uint64(8); version < 13; version++ {
			after := &rolloutv1.State{Version: version}
			must(t, s.store.Swap(t.Context(), name, &rolloutv1.AuditEntry{Version: version, Before: before, After: after}))
			before = after
		}
		var have []uint64
		token := ""
		for range 3 {
			response, err := s.ListAudit(t.Context(), &rolloutv1.ListAuditRequest{Name: name, PageSize: 2, PageToken: token})
			must(t, err)
			for _, entry := range response.GetEntries() {
				have = append(have, entry.GetVersion())
			}
			token = response.GetNextPageToken()
		}
		if want := []uint64{12, 11, 10, 9, 8}; !slices.Equal(have, want) || token != "" {
			t.Errorf("got %v, want %v; then %q", have, want, token)
		}
	})
}

func TestBadPagesAreNamed(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		encode := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
		id := s.storeMismatch(t, "checksum").GetId()
		lists := map[string]func(size uint32, token string) error{
			id: func(size uint32, token string) error {
				_, err := s.ListMismatches(t.Context(), &rolloutv1.ListMismatchesRequest{Name: name, PageSize: size, PageToken: token})
				return err
			},
			"12": func(size uint32, token string) error {
				_, err := s.ListAudit(t.Context(), &rolloutv1.ListAuditRequest{Name: name, PageSize: size, PageToken: token})
				return err
			},
		}
		for key, list := range lists {
			must(t, list(100, encode(key)))
			for _, token := range []string{
				"garbage!", "x", "é", encode(key) + "=", encode(key) + "\n", encode(" " + key), encode("\x00"), encode("0"), encode("-1"),
				encode("012"), encode("+12"), encode("18446744073709551616"), encode("{" + id + "}"), encode(strings.ToUpper(id)),
			} {
				t.Logf("%q", token)
				expectFaultyFields(t, list(0, token), "page_token")
			}
			expectFaultyFields(t, list(101, ""), "page_size")
			expectFaultyFields(t, list(math.MaxUint32, "!"), "page_size", "page_token")
		}
		// One list's token is not another's.
		expectFaultyFields(t, lists[id](0, encode("12")), "page_token")
		expectFaultyFields(t, lists["12"](0, encode(id)), "page_token")
	})
}

func TestAMismatchIsReadWhole(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		stored := s.storeMismatch(t, "checksum")
		response, err := s.GetMismatch(t.Context(), &rolloutv1.GetMismatchRequest{Name: name, Id: stored.GetId()})
		must(t, err)
		want, err := s.store.Mismatch(t.Context(), name, stored.GetId())
		must(t, err)
		expectEqual(t, response.GetMismatch(), want)
		expectEqual(t, response.GetMismatch().GetRequest(), stored.GetRequest())
	})
}

func TestAnUnknownMismatchIsNotFound(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		known := s.storeMismatch(t, "checksum").GetId()
		for _, id := range []string{"", "\x00", strings.ToUpper(known), known + " ", uuid.NewString(), strings.Repeat("9", 10_000)} {
			_, err := s.GetMismatch(t.Context(), &rolloutv1.GetMismatchRequest{Name: name, Id: id})
			expectFault(t, err, codes.NotFound, "MISMATCH_NOT_FOUND")
			_, err = s.ReplayMismatch(t.Context(), &rolloutv1.ReplayMismatchRequest{Name: name, Id: id})
			expectFault(t, err, codes.NotFound, "MISMATCH_NOT_FOUND")
		}
		if len(s.rollout.replayed) != 0 {
			t.Errorf("replayed: %v", s.rollout.replayed)
		}
	})
}

func TestAMismatchIsReplayedFromItsRequest(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		stored := s.storeMismatch(t, "checksum")
		request := &rolloutv1.ReplayMismatchRequest{Name: name, Id: stored.GetId()}
		s.rollout.replay = &experiment.Replay{
			Control: &rolloutv1.Answer{Code: 1}, Candidate: &rolloutv1.Answer{Code: 2},
			Difference: &rolloutv1.Difference{Field: "status"}, Identity: &rolloutv1.Identity{ControlBuild: "go-2"},
		}
		response, err := s.ReplayMismatch(t.Context(), request)
		must(t, err)
		expectEqual(t, response, &rolloutv1.ReplayMismatchResponse{
			Control: s.rollout.replay.Control, Candidate: s.rollout.replay.Candidate,
			Difference: s.rollout.replay.Difference, Identity: s.rollout.replay.Identity,
		})
		expectEqual(t, s.rollout.replayed[0], stored.GetRequest())

		s.rollout.err = &stage.RefusedError{Reason: "the control is gone"}
		_, err = s.ReplayMismatch(t.Context(), request)
		expectFault(t, err, codes.FailedPrecondition, "ROLLOUT_STEP_REFUSED")
		s.rollout.err = errors.New("the request is a secret.Order")
		_, err = s.ReplayMismatch(t.Context(), request)
		expectFault(t, err, codes.Internal, "INTERNAL")
		if strings.Contains(err.Error(), "secret") {
			t.Errorf("the caller reads %v", err)
		}
	})
}
