// Package memstore keeps rollouts in memory, for tests, examples and single processes that
// may forget.
package memstore

import (
	"context"
	"maps"
	"sync"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/evidence"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// Store is an [experiment.Store] in memory. The zero value is not ready: see New.
type Store struct {
	mu       sync.Mutex
	rollouts map[string]*rollout
}

var _ experiment.Store = (*Store)(nil)

// rollout is what is kept of one.
type rollout struct {
	state *rolloutv1.State
	// By rising version.
	audit []*rolloutv1.AuditEntry
	// What was observed, by version of the state; that of the last two versions.
	evidence map[uint64]*rolloutv1.Evidence
	// By rising id.
	mismatches []*rolloutv1.Mismatch
}

// New returns an empty store.
func New() *Store { return &Store{rollouts: map[string]*rollout{}} }

// open locks the store for whoever uses a rollout, who must unlock it.
func (s *Store) open(ctx context.Context, name string) (r *rollout, unlock func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	s.mu.Lock()
	if r := s.rollouts[name]; r != nil {
		return r, s.mu.Unlock, nil
	}
	s.mu.Unlock()
	return nil, nil, experiment.ErrNotFound
}

// Begin implements [experiment.Store].
func (s *Store) Begin(ctx context.Context, name string, initial *rolloutv1.State) (*rolloutv1.State, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.rollouts[name] == nil {
		s.rollouts[name] = &rollout{
			state: proto.CloneOf(initial), evidence: map[uint64]*rolloutv1.Evidence{},
		}
	}
	return proto.CloneOf(s.rollouts[name].state), nil
}

// State implements [experiment.Store].
func (s *Store) State(ctx context.Context, name string) (*rolloutv1.State, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	return proto.CloneOf(r.state), nil
}

// Swap implements [experiment.Store].
func (s *Store) Swap(ctx context.Context, name string, entry *rolloutv1.AuditEntry) error {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return err
	}
	defer unlock()
	if r.state.GetVersion() != entry.GetBefore().GetVersion() {
		return experiment.ErrStale
	}
	r.state = proto.CloneOf(entry.GetAfter())
	r.audit = append(r.audit, proto.CloneOf(entry))
	return nil
}

// Audit implements [experiment.Store].
func (s *Store) Audit(ctx context.Context, name string, below uint64, limit int) ([]*rolloutv1.AuditEntry, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	var entries []*rolloutv1.AuditEntry
	for i := len(r.audit) - 1; i >= 0 && len(entries) < limit; i-- {
		if below == 0 || r.audit[i].GetVersion() < below {
			entries = append(entries, proto.CloneOf(r.audit[i]))
		}
	}
	return entries, nil
}

// AddEvidence implements [experiment.Store].
func (s *Store) AddEvidence(
	ctx context.Context, name string, version uint64, delta *rolloutv1.Evidence,
) (*rolloutv1.Evidence, error) {
	r, unlock, err := s.open(ctx, name)
	if err != nil {
		return nil, err
	}
	defer unlock()
	sum := evidence.Sum(r.evidence[version], delta)
	r.evidence[version] = sum
	maps.DeleteFunc(r.evidence, func(old uint64, _ *rolloutv1.Evidence) bool { return old+1 < r.state.GetVersion() })
	return proto.CloneOf(sum), nil
}
