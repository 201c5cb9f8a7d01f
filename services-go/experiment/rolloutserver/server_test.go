package rolloutserver_test

import (
	"strings"
	"testing"

	"google.golang.org/grpc/codes"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func TestARolloutIsReadByItsName(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		response, err := s.GetRollout(t.Context(), &rolloutv1.GetRolloutRequest{Name: name})
		must(t, err)
		expectEqual(t, response.GetRollout(), s.rollout.view)
	})
}

func TestAnUnknownNameIsNotFound(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		for _, unknown := range []string{"", "Solve", name + " ", "\x00", "' OR ''='", strings.Repeat("x", 10_000)} {
			for call, do := range s.calls(unknown) {
				t.Logf("%s of %.20q", call, unknown)
				expectFault(t, do(t.Context()), codes.NotFound, "ROLLOUT_NOT_FOUND")
			}
		}
		if len(s.rollout.changes)+len(s.rollout.kills)+s.rollout.views != 0 {
			t.Error("a rollout was touched")
		}
	})
}

func TestAStoreThatIsAwayIsSaidSo(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		s.breakStore()
		calls := s.calls(name)
		for _, call := range []string{"ListMismatches", "GetMismatch", "ReplayMismatch", "ListAudit"} {
			err := calls[call](t.Context())
			expectFault(t, err, codes.Unavailable, "UNAVAILABLE")
			if strings.Contains(err.Error(), "sql") {
				t.Errorf("%s: the caller reads %v", call, err)
			}
		}
		for _, call := range []string{"GetRollout", "WatchRollout", "Kill"} {
			if err := calls[call](t.Context()); err != nil {
				t.Errorf("%s needs the store: %v", call, err)
			}
		}
	})
}
