package experiment

import (
	"context"
	"errors"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Attempts to change a state that others change, too; then the next turn tries again.
const maxAttempts = 5

// proposal is an event that may change the state, and what the audit trail says of it.
type proposal struct {
	event    stage.Event
	actor    string
	evidence *rolloutv1.Evidence
	budgets  []*rolloutv1.Budget
	// What led to it, if evidence did.
	breach *breach
}

// proposals are the events that wait for the store, the strongest first. The mutex is held.
func (k *keeper) proposals() []proposal {
	if k.state == nil {
		return nil
	}
	var proposals []proposal
	if order, on := k.killed(); on {
		proposals = append(proposals, proposal{
			event: stage.Kill{Reason: order.reason, NoControl: !k.hasControl}, actor: order.actor,
		})
	}
	if b := k.waiting.breach; b != nil && k.hasControl {
		proposals = append(proposals, proposal{
			event: stage.Judged{Budgets: b.budgets}, actor: Itself,
			evidence: b.evidence, budgets: b.budgets, breach: b,
		})
	}
	for _, met := range []*rolloutv1.Identity{k.waiting.met, k.builds.returned(k.now())} {
		if met != nil {
			proposals = append(proposals, proposal{
				event: stage.Met{Identity: met, ContractHash: k.contractHash}, actor: Itself,
			})
		}
	}
	return proposals
}

// settle changes the state as far as something that waits for it, or the evidence, wants.
func (k *keeper) settle(ctx context.Context) error {
	for range maxAttempts {
		k.look()
		k.mu.Lock()
		proposals := k.proposals()
		k.mu.Unlock()
		// First what led to a change, so that the audit trail can name it.
		k.storeMismatches(ctx)
		changed, err := k.settleOne(ctx, proposals)
		switch {
		case errors.Is(err, ErrStale):
			if err := k.load(ctx); err != nil {
				return err
			}
		case err != nil || !changed:
			return err
		}
	}
	return nil
}

// settleOne makes the first change that one of the proposals leads to.
func (k *keeper) settleOne(ctx context.Context, proposals []proposal) (changed bool, err error) {
	for _, proposal := range proposals {
		if changed, err = k.apply(ctx, proposal); changed || err != nil {
			return changed, err
		}
	}
	return false, nil
}

// apply changes the state as an event wants, if it wants anything: by compare-and-swap, so
// that of several replicas one does.
func (k *keeper) apply(ctx context.Context, proposal proposal) (changed bool, err error) {
	k.mu.Lock()
	before := k.state
	if proposal.evidence == nil {
		proposal.evidence = k.observed()
		proposal.budgets = k.limits.Judge(proposal.evidence, k.window)
	}
	k.mu.Unlock()
	decision, err := stage.Next(before, proposal.event, k.now())
	if decision == nil || err != nil {
		return false, err
	}
	ctx, cancel := context.WithTimeout(ctx, k.storeTimeout)
	defer cancel()
	entry := k.entry(before, decision, proposal)
	if err := k.store.Swap(ctx, k.name, entry); err != nil {
		return false, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	// Another turn may have read a later state from the store.
	if k.state.GetVersion() == before.GetVersion() {
		k.adopt(decision.Next)
	}
	return true, nil
}

// entry is what the audit trail says of a change.
func (k *keeper) entry(before *rolloutv1.State, decision *stage.Decision, proposal proposal) *rolloutv1.AuditEntry {
	k.log.Info("the rollout changes", "from", stage.Name(before.GetStage()),
		"to", stage.Name(decision.Next.GetStage()), "actor", proposal.actor, "reason", decision.Reason)
	entry := &rolloutv1.AuditEntry{
		Version:  decision.Next.GetVersion(),
		Time:     k.stamp(),
		Actor:    proposal.actor,
		Reason:   decision.Reason,
		Before:   proto.CloneOf(before),
		After:    proto.CloneOf(decision.Next),
		Evidence: proposal.evidence,
		Budgets:  proposal.budgets,
	}
	if proposal.breach != nil {
		k.mu.Lock()
		defer k.mu.Unlock()
		entry.MismatchId = proposal.breach.mismatchID
	}
	return entry
}
