package main

import (
	"strings"
	"testing"
)

func TestABadEnvironmentIsRefusedWithEveryFault(t *testing.T) {
	t.Parallel()
	faults := map[string]string{
		"LISTEN_ADDRESS":          "nowhere",
		"ADMIN_ADDRESS":           ":9051",
		"LOG_LEVEL":               "loud",
		"LOG_FORMAT":              "xml",
		"DRAIN_TIMEOUT_MS":        "-1",
		"SIMULATOR_ADDRESSES":     "127.0.0.1",
		"MAX_QUEUED_RUNS":         "0",
		"MAX_RUNNING_RUNS":        "many",
		"KEEP_DAYS":               "0",
		"ROLLOUT_STAGE":           "half",
		"ROLLOUT_BASIS_POINTS":    "10001",
		"ROLLOUT_KILL":            "yes",
		"ROLLOUT_LATENCY_PERCENT": "0",
		"DATABASE_URL":            "mysql://user:secret@127.0.0.1/forecast",
	}
	var variables []string
	for name, value := range faults {
		variables = append(variables, name+"="+value)
	}
	p := start(t, nil, variables...)
	if code := p.Exit(t); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	for name := range faults {
		if strings.Count(p.Output(), name+" must be ") != 1 {
			t.Errorf("%s is not named once", name)
		}
	}
	if strings.Contains(p.Output(), "secret") {
		t.Error("a password was written")
	}
	if lines := strings.Count(p.Output(), "\n"); lines != 1+len(faults) {
		t.Errorf("%d lines for %d faults", lines, len(faults))
	}
}
