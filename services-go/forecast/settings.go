package main

import (
	"github.com/trivium/trivium/services-go/experiment/wiring"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/sqldb"
)

type settings struct {
	config.Common
	// simulators are addresses, or one name that stands for several.
	simulators []string
	// databaseURL of Postgres; SQLite in dataDirectory when empty.
	databaseURL   string
	dataDirectory string
	// maxQueued runs may wait; more are refused.
	maxQueued int
	// maxRunning runs are computed at once on this replica.
	maxRunning int
	// rollout is where the hot path's rollout begins in a new database, and what stops it.
	rollout wiring.Settings
}

func readSettings(e *config.Environment) (settings, error) {
	s := settings{
		Common:        config.ReadCommon(e, "127.0.0.1:50051", "127.0.0.1:9051"),
		simulators:    e.Addresses("SIMULATOR_ADDRESSES", []string{"127.0.0.1:50061", "127.0.0.1:50062"}),
		dataDirectory: e.Text("DATA_DIR", "data"),
		databaseURL:   e.Secret("DATABASE_URL", "a Postgres URL, postgres://...", sqldb.CheckURL),
		maxQueued:     e.Int("MAX_QUEUED_RUNS", 1000, 1, 100_000),
		maxRunning:    e.Int("MAX_RUNNING_RUNS", 8, 1, 1000),
		rollout:       wiring.ReadSettings(e, rolloutv1.Stage_STAGE_REVERSED, 10),
	}
	return s, e.Finish()
}
