package wiring_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/trivium/trivium/services-go/experiment"
	"github.com/trivium/trivium/services-go/experiment/memstore"
	"github.com/trivium/trivium/services-go/experiment/wiring"
	rolloutv1 "github.com/trivium/trivium/services-go/gen/trivium/rollout/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/config"
)

// wired is an experiment of a service that is told of its rollout by an environment.
func wired(t *testing.T, variables map[string]string) *experiment.Experiment[*wrapperspb.StringValue, *wrapperspb.StringValue] {
	t.Helper()
	environment := config.NewEnvironment(func(name string) string { return variables[name] })
	settings := wiring.ReadSettings(environment, rolloutv1.Stage_STAGE_OFF, 100)
	if err := environment.Finish(); err != nil {
		t.Fatal(err)
	}
	echo := func(_ context.Context, text *wrapperspb.StringValue) (*wrapperspb.StringValue, error) {
		return text, nil
	}
	options := experiment.Options[*wrapperspb.StringValue, *wrapperspb.StringValue]{
		Name:      "echo",
		Control:   echo,
		Candidate: echo,
		Key:       func(text *wrapperspb.StringValue) uint64 { return experiment.StringKey(text.GetValue()) },
		Store:     memstore.New(),

		NoSideEffects: true,
	}
	wiring.Apply(settings, &options)
	x, err := experiment.New(options)
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return x
}

func TestARolloutBeginsWhereTheEnvironmentSays(t *testing.T) {
	t.Parallel()
	registry := prometheus.NewRegistry()
	wiring.Expose(registry, "pricing", wired(t, map[string]string{
		"ROLLOUT_STAGE": "canary", "ROLLOUT_BASIS_POINTS": "2500",
	}))
	for name, want := range map[string]float64{
		"trivium_pricing_rollout_stage":      float64(rolloutv1.Stage_STAGE_CANARY),
		"trivium_pricing_rollout_share":      0.25,
		"trivium_pricing_rollout_mismatches": 0,
	} {
		if got := gauge(t, registry, name); got != want {
			t.Errorf("%s is %v, not %v", name, got, want)
		}
	}
}

func TestAKillSwitchIsAVariableOrAFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "kill")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"ROLLOUT_KILL": "1", "ROLLOUT_KILL_FILE": file} {
		view, err := wired(t, map[string]string{name: value}).View(t.Context())
		if err != nil || !view.GetKillSwitch().GetOn() {
			t.Errorf("%s does not kill: %v, error %v", name, view, err)
		}
	}
}

func gauge(t *testing.T, registry *prometheus.Registry, name string) float64 {
	t.Helper()
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, family := range families {
		if family.GetName() == name {
			return family.GetMetric()[0].GetGauge().GetValue()
		}
	}
	t.Fatalf("%s is not exposed", name)
	return 0
}
