package experiment

import (
	"context"
	"time"

	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// For so long nobody has had evidence of the builds that the state is about, when those that
// it has left behind take their place again: a deployment was rolled back.
const lingerTime = time.Minute

// Audit entries that are read for builds that were left behind.
const auditRead = 64

// builds tells new builds from old ones that are still running.
type builds struct {
	left stage.Roster
	// When there was evidence last.
	since time.Time
	// Left behind, and answering.
	lingering *rolloutv1.Identity
}

func (b *builds) adopt(now time.Time) { b.since, b.lingering = now, nil }

// returned is what was left behind, and has taken its place again; nil when nothing has.
func (b *builds) returned(now time.Time) *rolloutv1.Identity {
	if b.lingering == nil || now.Sub(b.since) < lingerTime {
		return nil
	}
	return b.lingering
}

// note takes note of an answer of builds that the evidence is not about.
func (k *keeper) note(identity *rolloutv1.Identity) {
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case k.state == nil, k.state.GetStage() == rolloutv1.Stage_STAGE_OFF, stage.Same(identity, k.state.GetIdentity()):
	case k.builds.left.Left(identity):
		k.builds.lingering = identity
	case !stage.Same(identity, k.waiting.met):
		k.waiting.met = identity
		k.reroute()
		k.hurry()
	}
}

// recall reads from the audit trail which builds were left behind.
func (k *keeper) recall(ctx context.Context) error {
	entries, err := k.store.Audit(ctx, k.name, 0, auditRead)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	for i := len(entries) - 1; i >= 0; i-- {
		if before := entries[i].GetBefore().GetIdentity(); !stage.Same(before, entries[i].GetAfter().GetIdentity()) {
			k.builds.left.Leave(before)
		}
	}
	return nil
}
