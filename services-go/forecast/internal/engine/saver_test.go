package engine

import (
	"context"
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/forecast/internal/store"
	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
	storagev1 "github.com/trivium/trivium/services-go/gen/trivium/storage/v1"
)

// A checkpoint on its way when the service stops does not undo the handing back.
func TestALateCheckpointDoesNotKeepARun(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		simulator := longSimulator()
		s := start(t, directory, simulator.simulate, func(runs store.Store) store.Store { return slow{runs} })
		id := s.create(t, longRun)
		time.Sleep(1050 * time.Millisecond)
		s.stop(t)
		s = start(t, directory, simulator.simulate)
		stopped := time.Now()
		s.waitForAttempt(t, id, 2)
		if silent := time.Since(stopped); silent > 100*time.Millisecond {
			t.Errorf("nobody had the run for %v", silent)
		}
	})
}

// slow writes checkpoints late, and even when nobody waits for them any more.
type slow struct{ store.Store }

func (s slow) Save(
	ctx context.Context, id string, attempt uint32, checkpoint *storagev1.Checkpoint, lease time.Duration,
) error {
	if lease > 0 {
		time.Sleep(time.Second)
	}
	return s.Store.Save(context.WithoutCancel(ctx), id, attempt, checkpoint, lease)
}

func TestCheckpointsAreWholeAndAtMostOneASecond(t *testing.T) {
	bubble(t, func(t *testing.T, directory string) {
		recorder := &recorder{}
		s := start(t, directory, longSimulator().simulate, recorder.wrap)
		run := s.wait(t, s.create(t, longRun))
		expectCounted(t, run)
		if len(recorder.saves) < 3 {
			t.Fatalf("only %d checkpoints in %v", len(recorder.saves), run.Ended.Sub(run.Started))
		}
		for i, save := range recorder.saves {
			expectConsistent(t, save.checkpoint)
			if i > 0 && save.at.Sub(recorder.saves[i-1].at) < checkpointInterval {
				t.Errorf("checkpoint %d came %v after the one before", i, save.at.Sub(recorder.saves[i-1].at))
			}
		}
	})
}

// Stragglers leave gaps; still neither the checkpoint nor the tally grows with the paths.
func TestMemoryDoesNotGrowWithPaths(t *testing.T) {
	largest := func(t *testing.T, paths uint32) int {
		t.Helper()
		size := 0
		bubble(t, func(t *testing.T, directory string) {
			simulator, recorder := newCounting(50, 4), &recorder{}
			calls := 0
			s := start(t, directory, func(
				ctx context.Context, request *simulationv1.SimulateRequest,
			) (*simulationv1.SimulateResponse, error) {
				simulator.mu.Lock()
				calls++
				straggler := calls%7 == 0
				simulator.mu.Unlock()
				if straggler {
					select {
					case <-time.After(time.Second):
					case <-ctx.Done():
						return nil, ctx.Err()
					}
				}
				return simulator.simulate(ctx, request)
			}, recorder.wrap)
			expectCounted(t, s.wait(t, s.create(t, paths)))
			for _, save := range recorder.saves {
				if ranges := len(save.checkpoint.GetFinished()); ranges > maxShardsInFlight+1 {
					t.Errorf("%d ranges in the checkpoint of a run of %d paths", ranges, paths)
				}
				size = max(size, save.size)
			}
		})
		return size
	}
	small, large := largest(t, 3_000_000), largest(t, 10_000_000)
	if small == 0 || large > 2*small+100 {
		t.Errorf("checkpoints have up to %d bytes with 3 million paths, %d with 10 million", small, large)
	}
}
