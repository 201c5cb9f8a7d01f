package main

import (
	"testing"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/processtest"
)

func TestMain(m *testing.M) { processtest.Main(m, main) }

// start starts the service, by a launcher or by itself. Its rollout is retired unless told
// otherwise: the simulators of these tests only pretend to compute, which a comparison would
// find.
func start(t *testing.T, launcher []string, variables ...string) *processtest.Process {
	t.Helper()
	variables = append([]string{"ROLLOUT_STAGE=retired"}, variables...)
	return processtest.StartWith(t, processtest.Options{Launcher: launcher}, variables...)
}

func dial(t *testing.T, address string) forecastv1.ForecastServiceClient {
	t.Helper()
	return forecastv1.NewForecastServiceClient(processtest.Dial(t, address))
}
