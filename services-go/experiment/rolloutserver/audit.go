package rolloutserver

import (
	"context"
	stderrors "errors"
	"strconv"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/errors"
)

// ListAudit returns a page of the audit trail, newest first.
func (s *Server) ListAudit(
	ctx context.Context, request *rolloutv1.ListAuditRequest,
) (*rolloutv1.ListAuditResponse, error) {
	if _, err := s.rollout(request.GetName()); err != nil {
		return nil, err
	}
	size, last, faults := pageOf(request, isVersion)
	if len(faults) > 0 {
		return nil, errors.InvalidFields(faults)
	}
	below, _ := strconv.ParseUint(last, 10, 64) // 0 for the first page.
	found, err := s.store.Audit(ctx, request.GetName(), below, size+1)
	// A rollout that the store does not know yet has empty lists.
	if err != nil && !stderrors.Is(err, experiment.ErrNotFound) {
		return nil, unreachable(ctx, err)
	}
	page, next := cut(found, size, versionOf)
	return &rolloutv1.ListAuditResponse{Entries: page, NextPageToken: next}, nil
}

func versionOf(entry *rolloutv1.AuditEntry) string { return strconv.FormatUint(entry.GetVersion(), 10) }

// isVersion tells whether a text is a version as [versionOf] writes it.
func isVersion(text string) bool {
	version, err := strconv.ParseUint(text, 10, 64)
	return err == nil && version > 0 && strconv.FormatUint(version, 10) == text
}
