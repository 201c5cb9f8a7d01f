// Package fleet sends shards to simulators: no more at once than they can take, again
// when it is worth it, and to a second replica when the first is slow.
//
//   - [Fleet] is the simulators as one; a [Lane] is one run's way to them.
//   - gate hands out slots, fairly between lanes; member is what is known of one replica.
//   - directory finds the replicas behind names, again and again.
package fleet

import (
	"context"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// SimulateShard computes one shard. It ends soon after its context.
type SimulateShard func(ctx context.Context, request *simulationv1.SimulateRequest) (*simulationv1.SimulateResponse, error)

// Replica is one place that computes shards.
type Replica struct {
	// Name tells it from other replicas.
	Name string
	// Simulate computes one shard there.
	Simulate SimulateShard
}

// Fleet is the simulators as one.
type Fleet struct {
	gate    *gate
	metrics *Metrics
	seam    func(SimulateShard) SimulateShard
}

// New is a fleet of some replicas.
func New(replicas []Replica, metrics *Metrics) *Fleet {
	direct := func(simulate SimulateShard) SimulateShard { return simulate }
	return &Fleet{gate: newGate(replicas), metrics: metrics, seam: direct}
}

// Through makes all shards go through a seam, which is given the way to the replica whose
// turn it is: another implementation, or a comparison of two, can stand there. It must be
// set before the first shard.
func (f *Fleet) Through(seam func(SimulateShard) SimulateShard) { f.seam = seam }

// Ask has any replica compute a shard, past the seam. There are no second tries.
func (f *Fleet) Ask(
	ctx context.Context, request *simulationv1.SimulateRequest,
) (*simulationv1.SimulateResponse, error) {
	slot, err := f.Lane().Acquire(ctx)
	if err != nil {
		return nil, err
	}
	return f.use(ctx, slot, request, checked(slot.member.replica.Simulate))
}

// Slots is the number of shards that the fleet takes at once, at present. At least 1.
func (f *Fleet) Slots() int { return f.gate.capacity() }

// WaitingFor says why nothing moves, or is empty.
func (f *Fleet) WaitingFor() string {
	if f.gate.allSilent() {
		return "a simulator: none can be reached"
	}
	return ""
}

// Lane is one run's way to the simulators. When slots are scarce, each lane is given as
// much work as any other, however many of its shards wait and however large they are.
type Lane struct {
	fleet *Fleet
	queue laneQueue
}

// Lane is a new lane.
func (f *Fleet) Lane() *Lane { return &Lane{fleet: f} }

// Slot is the right to send one shard to a replica.
type Slot struct{ member *member }

// Acquire waits for a slot. Whoever has one must use it, in Simulate.
func (l *Lane) Acquire(ctx context.Context) (Slot, error) {
	if err := ctx.Err(); err != nil {
		return Slot{}, err
	}
	place := l.fleet.gate.join(&l.queue, nil)
	select {
	case slot := <-place.turn:
		return slot, nil
	case <-ctx.Done():
		place.leave()
		return Slot{}, ctx.Err()
	}
}
