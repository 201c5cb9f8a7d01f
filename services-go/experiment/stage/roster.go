package stage

import rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"

// Identities that a roster remembers; the oldest are forgotten first.
const rosterSize = 64

// Roster remembers the identities that a rollout has left behind. While builds are mixed,
// in a rolling update, the answers of an old one must not lead back to it. The zero value
// is ready.
type Roster struct {
	left []identityKey
}

// Leave remembers an identity.
func (r *Roster) Leave(identity *rolloutv1.Identity) {
	if Unset(identity) || r.Left(identity) {
		return
	}
	if len(r.left) == rosterSize {
		r.left = r.left[1:]
	}
	r.left = append(r.left, key(identity))
}

// Left tells whether the rollout has left an identity behind.
func (r *Roster) Left(identity *rolloutv1.Identity) bool {
	for _, left := range r.left {
		if left == key(identity) {
			return true
		}
	}
	return false
}
