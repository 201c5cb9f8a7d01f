package inprocess

import (
	"os"

	simulationv1 "github.com/trivium/trivium/services-go/gen/trivium/simulation/v1"
)

// drifted counts one depleted path too many in the next answer for which the file DRIFT_FILE
// is there; the file goes with it.
func drifted(message *simulationv1.SimulateResponse) *simulationv1.SimulateResponse {
	if os.Remove(os.Getenv("DRIFT_FILE")) == nil {
		message.DepletedPaths++
	}
	return message
}
