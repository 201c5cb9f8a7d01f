package experiment

import (
	"context"
	"errors"

	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
)

// What may be wrong with a request to a store.
var (
	// ErrStale: the state was changed meanwhile.
	ErrStale = errors.New("the rollout was changed meanwhile")
	// ErrNotFound: there is no such thing.
	ErrNotFound = errors.New("no such rollout or mismatch")
)

// MaxMismatches is how many mismatches of one rollout are kept.
const MaxMismatches = 1000

// Store keeps the states of rollouts, their audit trails, what was observed, and the
// mismatches. Several replicas share one. All methods are safe for concurrent use.
type Store interface {
	// Begin returns the state of a rollout; if there is none yet, this one becomes it.
	Begin(ctx context.Context, name string, initial *rolloutv1.State) (*rolloutv1.State, error)
	// State returns the state of a rollout, or ErrNotFound.
	State(ctx context.Context, name string) (*rolloutv1.State, error)
	// Swap makes entry.After the state and adds the entry to the audit trail, if the state
	// still has the version of entry.Before; else ErrStale or ErrNotFound, and nothing changes.
	Swap(ctx context.Context, name string, entry *rolloutv1.AuditEntry) error
	// Audit returns entries in falling order of version, from below the given one on; from
	// the newest when it is 0.
	Audit(ctx context.Context, name string, below uint64, limit int) ([]*rolloutv1.AuditEntry, error)
	// AddEvidence adds what was observed at one version of the state, and returns the sum of
	// what all replicas observed at that version. Without a delta it only returns the sum.
	// What was observed at versions before the previous one may be forgotten.
	AddEvidence(ctx context.Context, name string, version uint64, delta *rolloutv1.Evidence) (*rolloutv1.Evidence, error)
	// AddMismatch stores a mismatch under its id, which it returns. If there is one of the
	// same identity and field, that gets its count added and its last time, and that one's id
	// is returned. Above MaxMismatches the one seen longest ago makes room.
	AddMismatch(ctx context.Context, name string, mismatch *rolloutv1.Mismatch) (id string, err error)
	// Mismatch returns one mismatch, whole, or ErrNotFound.
	Mismatch(ctx context.Context, name, id string) (*rolloutv1.Mismatch, error)
	// Mismatches returns mismatches without requests and answers in falling order of id, from
	// below the given one on; from the newest when it is empty.
	Mismatches(ctx context.Context, name, below string, limit int) ([]*rolloutv1.Mismatch, error)
	// CountMismatches returns how many mismatches are stored.
	CountMismatches(ctx context.Context, name string) (uint64, error)
}
