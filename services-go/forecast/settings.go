package main

import (
	"errors"
	"net/url"

	"github.com/trivium/trivium/services-go/internal/chassis/config"
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
}

func readSettings(e *config.Environment) (settings, error) {
	s := settings{
		Common:        config.ReadCommon(e, "127.0.0.1:50051", "127.0.0.1:9051"),
		simulators:    e.Addresses("SIMULATOR_ADDRESSES", []string{"127.0.0.1:50061", "127.0.0.1:50062"}),
		dataDirectory: e.Text("DATA_DIR", "data"),
		databaseURL:   e.Secret("DATABASE_URL", "a Postgres URL, postgres://...", checkPostgresURL),
		maxQueued:     e.Int("MAX_QUEUED_RUNS", 1000, 1, 100_000),
		maxRunning:    e.Int("MAX_RUNNING_RUNS", 8, 1, 1000),
	}
	return s, e.Finish()
}

func checkPostgresURL(text string) error {
	parsed, err := url.Parse(text)
	if err == nil && parsed.Scheme != "postgres" && parsed.Scheme != "postgresql" {
		err = errors.New("another scheme")
	}
	return err
}
