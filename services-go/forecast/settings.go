package main

import (
	"time"

	"github.com/trivium/trivium/services-go/experiment/wiring"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/sqldb"
)

const day = 24 * time.Hour

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
	// keep is how long a run is kept when it has ended.
	keep time.Duration
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
		keep:          time.Duration(e.Int("KEEP_DAYS", 30, 1, 36500)) * day,
		rollout:       wiring.ReadSettings(e, rolloutv1.Stage_STAGE_REVERSED, 10),
	}
	return s, e.Finish()
}
