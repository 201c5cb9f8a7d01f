package fleet

import (
	"context"
	"fmt"
	"time"

	"github.com/trivium/trivium/services-go/experiment"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

const (
	// A shard that takes this many times what is expected is sent to a second replica.
	hedgeFactor = 4
	minHedge    = 250 * time.Millisecond
)

// errOvertaken ends a call because another replica answered first.
var errOvertaken = fmt.Errorf("another replica answered first: %w", experiment.ErrLate)

type answer struct {
	from     Slot
	response *simulationv1.SimulateResponse
	err      error
}

// hedged sends a shard, and when the answer is late queues for a slot at another replica
// to send it there, too. The first answer wins and the other call is cancelled. It never
// outlives its context or deadline, whatever the calls do.
func (l *Lane) hedged(
	parent context.Context, slot Slot, request *simulationv1.SimulateRequest, expected, deadline time.Duration,
) (*simulationv1.SimulateResponse, error) {
	ctx, stop := context.WithCancelCause(parent)
	defer stop(nil)
	ctx, stopClock := context.WithTimeout(ctx, deadline)
	defer stopClock()
	answers := make(chan answer, 2)
	send := func(slot Slot) {
		l.fleet.gate.charge(&l.queue, expected)
		go func() {
			response, err := l.fleet.call(ctx, slot, request)
			answers <- answer{slot, response, err}
		}()
	}
	send(slot)
	late := time.NewTimer(max(hedgeFactor*expected, minHedge))
	defer late.Stop()
	var elsewhere <-chan Slot
	for pending := 1; ; {
		select {
		case answer := <-answers:
			if answer.err == nil && answer.from != slot {
				stop(errOvertaken)
			}
			if pending--; answer.err == nil || pending == 0 {
				return answer.response, answer.err
			}
		case <-late.C:
			place := l.fleet.gate.join(&l.queue, slot.member)
			defer place.leave()
			elsewhere = place.turn
		case second := <-elsewhere:
			l.fleet.metrics.hedged()
			pending++
			send(second)
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
