package experiment

import (
	"context"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

func (k *keeper) flushDue() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.now().Sub(k.flushed) >= k.flushInterval
}

// flush gives the store what was observed, and learns what all replicas observed. Without
// the store it is kept: sums do not grow.
func (k *keeper) flush(ctx context.Context) error {
	k.flushing.Lock()
	defer k.flushing.Unlock()
	k.mu.Lock()
	version := k.state.GetVersion()
	delta := k.tally.take()
	k.sending = delta
	k.mu.Unlock()

	ctx, cancel := context.WithTimeout(ctx, k.storeTimeout)
	defer cancel()
	sum, err := k.store.AddEvidence(ctx, k.name, version, delta)
	var stored uint64
	if err == nil {
		stored, err = k.store.CountMismatches(ctx, k.name)
	}

	k.mu.Lock()
	defer k.mu.Unlock()
	if k.state.GetVersion() != version {
		return err
	}
	k.sending = nil
	if sum == nil {
		k.tally.put(delta)
		return err
	}
	if sum.GetCandidate().GetCalls() > k.sum.GetCandidate().GetCalls() {
		k.builds.since = k.now()
	}
	k.sum, k.window = sum, k.window.Next(sum)
	k.flushed = k.now()
	if err == nil {
		k.stored = stored
	}
	return err
}

// observed is what all replicas observed at this version, as far as it is known here. The
// mutex is held.
func (k *keeper) observed() *rolloutv1.Evidence {
	return evidence.Sum(evidence.Sum(k.sum, k.sending), k.tally.read())
}

// storeMismatches gives the store the mismatches that wait for it.
func (k *keeper) storeMismatches(ctx context.Context) {
	k.mu.Lock()
	mismatches := k.waiting.mismatches
	k.waiting.mismatches = nil
	k.mu.Unlock()
	for _, mismatch := range mismatches {
		k.report("a mismatch is kept for later", k.storeMismatch(ctx, mismatch))
	}
}

func (k *keeper) storeMismatch(ctx context.Context, mismatch *rolloutv1.Mismatch) error {
	ctx, cancel := context.WithTimeout(ctx, k.storeTimeout)
	defer cancel()
	id, err := k.store.AddMismatch(ctx, k.name, proto.CloneOf(mismatch))
	k.mu.Lock()
	defer k.mu.Unlock()
	kept := mismatch
	if err != nil {
		kept = k.waiting.keep(mismatch)
	}
	if breach := k.waiting.breach; breach != nil && breach.mismatch == mismatch {
		breach.mismatch, breach.mismatchID = kept, id
	}
	return err
}
