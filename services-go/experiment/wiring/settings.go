// Package wiring puts an experiment into a service of this chassis: its settings and its
// metrics, which are the same for every rollout.
package wiring

import (
	"errors"
	"strings"

	"google.golang.org/protobuf/proto"

	"github.com/trivium/trivium/services-go/experiment"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
)

// Settings are where a rollout begins, and what stops it.
type Settings struct {
	// Stage and BasisPoints are for a store that has no rollout yet.
	Stage       rolloutv1.Stage
	BasisPoints uint32
	// LatencyFactor is how many times the control's 99th percentile the candidate's may be.
	LatencyFactor float64
	// Killed: the control answers everything, from the start.
	Killed bool
	// KillFile does the same as soon as it exists; empty for none.
	KillFile string
}

// ReadSettings reads them. A new store's rollout begins at a stage and its share.
func ReadSettings(e *config.Environment, stage rolloutv1.Stage, basisPoints int) Settings {
	return Settings{
		Stage: config.Read(e, "ROLLOUT_STAGE", stage,
			"off, shadow, canary, reversed or retired", parseStage),
		BasisPoints:   uint32(e.Int("ROLLOUT_BASIS_POINTS", basisPoints, 0, 10_000)),
		LatencyFactor: float64(e.Int("ROLLOUT_LATENCY_PERCENT", 300, 1, 10_000)) / 100,
		Killed:        e.Int("ROLLOUT_KILL", 0, 0, 1) == 1,
		KillFile:      e.Text("ROLLOUT_KILL_FILE", ""),
	}
}

func parseStage(text string) (rolloutv1.Stage, error) {
	value, known := rolloutv1.Stage_value["STAGE_"+strings.ToUpper(text)]
	if stage := rolloutv1.Stage(value); known && stage != rolloutv1.Stage_STAGE_UNSPECIFIED {
		return stage, nil
	}
	return 0, errors.New("no such stage")
}

// Apply sets the options that settings are about.
func Apply[Q, S proto.Message](settings Settings, options *experiment.Options[Q, S]) {
	options.Limits.LatencyFactor = settings.LatencyFactor
	options.Initial = settings.Stage
	options.InitialBasisPoints = &settings.BasisPoints
	options.KillSwitches = settings.killSwitches()
}

func (s Settings) killSwitches() []experiment.KillSwitch {
	var switches []experiment.KillSwitch
	if s.Killed {
		switches = append(switches, experiment.KillSwitch{
			Name: "the variable ROLLOUT_KILL", On: func() (bool, error) { return true, nil },
		})
	}
	if s.KillFile != "" {
		switches = append(switches, experiment.KillFile(s.KillFile))
	}
	return switches
}
