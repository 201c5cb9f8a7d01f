package experiment

import (
	"context"
	"errors"

	"github.com/trivium/trivium/services-go/experiment/budget"
	"github.com/trivium/trivium/services-go/experiment/stage"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// setStage makes a change that somebody asks for.
func (k *keeper) setStage(ctx context.Context, change Change) error {
	if err := k.load(ctx); err != nil {
		return err
	}
	if err := k.flush(ctx); err != nil {
		return err
	}
	proposal, err := k.step(change)
	if err != nil {
		return err
	}
	if _, err = k.apply(ctx, proposal); errors.Is(err, ErrStale) {
		// Whoever asked is told what it has become.
		k.report("the new state is not known yet", k.load(ctx))
	}
	return err
}

// step is the event of a change, as the evidence stands.
func (k *keeper) step(change Change) (proposal, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.state.GetVersion() != change.Version {
		return proposal{}, ErrStale
	}
	if order, on := k.killed(); on && change.Stage > k.state.GetStage() {
		return proposal{}, &stage.RefusedError{Reason: "the control must answer: " + order.reason}
	}
	sum := k.observed()
	budgets := k.limits.Judge(sum, k.window)
	return proposal{
		event: stage.Set{
			Stage: change.Stage, BasisPoints: change.BasisPoints, Reason: change.Reason,
			Budgets: budgets, ContractHash: k.contractHash, NoControl: !k.hasControl,
		},
		actor: change.Actor, evidence: sum, budgets: budgets,
	}, nil
}

// kill goes back to off: here from the first moment on, everywhere once the store has it.
func (k *keeper) kill(ctx context.Context, reason, actor string) (stored bool, err error) {
	if !k.hasControl {
		return false, &stage.RefusedError{Reason: "the control is gone: there is nothing to go back to"}
	}
	k.mu.Lock()
	k.waiting.kill = &order{reason: reason, actor: actor}
	k.reroute()
	k.notify()
	k.mu.Unlock()
	if err := k.load(ctx); err != nil {
		return false, nil
	}
	k.report("the kill is put off", k.settle(ctx))
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.waiting.kill == nil, nil
}

// view is the rollout as this replica knows it.
func (k *keeper) view() *rolloutv1.Rollout {
	k.mu.Lock()
	defer k.mu.Unlock()
	sum := k.observed()
	budgets := k.limits.Judge(sum, k.window)
	view := &rolloutv1.Rollout{
		Name:             k.name,
		State:            k.state,
		Evidence:         sum,
		Budgets:          budgets,
		Verdict:          budget.Worst(budgets),
		Control:          k.control.view(k.now()),
		Candidate:        k.candidate.view(k.now()),
		KillSwitch:       k.killSwitch(),
		StoreUnreachable: k.unreachable != nil,
		Mismatches:       k.stored,
	}
	if k.state == nil {
		view.State = &rolloutv1.State{Stage: k.route.Load().stage}
		view.StoreUnreachable = true
	}
	return view
}
