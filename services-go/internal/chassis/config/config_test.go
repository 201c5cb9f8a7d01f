package config_test

import (
	"errors"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/log"
)

func environment(variables map[string]string) *config.Environment {
	return config.NewEnvironment(func(name string) string { return variables[name] })
}

func TestListsEveryFaultAtOnce(t *testing.T) {
	variables := map[string]string{
		"LISTEN_ADDRESS":      "nowhere",
		"LOG_FORMAT":          "xml",
		"DRAIN_TIMEOUT_MS":    "-1",
		"SIMULATOR_ADDRESSES": "127.0.0.1:1,:2",
	}
	e := environment(variables)
	config.ReadCommon(e, "127.0.0.1:1", "127.0.0.1:2")
	e.Addresses("SIMULATOR_ADDRESSES", nil)
	err := e.Finish()
	if err == nil {
		t.Fatal("no fault was found")
	}
	for name, value := range variables {
		if !strings.Contains(err.Error(), name+" must be ") || !strings.Contains(err.Error(), value) {
			t.Errorf("%s=%s is not named in %q", name, value, err)
		}
	}
}

func TestAnEmptyEnvironmentMeansTheDefaults(t *testing.T) {
	e := environment(nil)
	have := config.ReadCommon(e, "127.0.0.1:1", "127.0.0.1:2")
	want := config.Common{
		Listen: "127.0.0.1:1", Admin: "127.0.0.1:2",
		LogLevel: slog.LevelInfo, LogFormat: log.JSON, DrainTimeout: 10 * time.Second,
	}
	if err := e.Finish(); err != nil || have != want {
		t.Errorf("got %+v, %v; want %+v", have, err, want)
	}
}

func TestValuesAreReadAsTheyAreMeant(t *testing.T) {
	e := environment(map[string]string{
		"LISTEN_ADDRESS": "[::1]:50051", "ADMIN_ADDRESS": "0.0.0.0:0",
		"LOG_LEVEL": "debug", "LOG_FORMAT": "text", "DRAIN_TIMEOUT_MS": "0",
		"SIMULATOR_ADDRESSES": "simulator:50061, 127.0.0.1:50062", "DATA_DIR": "somewhere",
	})
	have := config.ReadCommon(e, "127.0.0.1:1", "127.0.0.1:2")
	addresses, directory := e.Addresses("SIMULATOR_ADDRESSES", nil), e.Text("DATA_DIR", "data")
	want := config.Common{Listen: "[::1]:50051", Admin: "0.0.0.0:0", LogLevel: slog.LevelDebug, LogFormat: log.Text}
	if err := e.Finish(); err != nil || have != want {
		t.Errorf("got %+v, %v; want %+v", have, err, want)
	}
	if !slices.Equal(addresses, []string{"simulator:50061", "127.0.0.1:50062"}) || directory != "somewhere" {
		t.Errorf("got %q and %q", addresses, directory)
	}
}

func TestIntsKeepToTheirBounds(t *testing.T) {
	for text, legal := range map[string]bool{
		"1": true, "8": true, "0": false, "9": false, "2.5": false, "1e0": false, " 2": false, "99999999999999999999": false,
	} {
		e := environment(map[string]string{"COUNT": text})
		e.Int("COUNT", 4, 1, 8)
		if err := e.Finish(); (err == nil) != legal {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAddressesHaveAHostAndAPort(t *testing.T) {
	for text, legal := range map[string]bool{
		"127.0.0.1:1": true, "localhost:65535": true, "[::1]:0": true,
		"127.0.0.1": false, ":1": false, "127.0.0.1:": false, "127.0.0.1:http": false, "127.0.0.1:65536": false, "::1:1": false,
	} {
		e := environment(map[string]string{"ADDRESS": text})
		e.Address("ADDRESS", "")
		if err := e.Finish(); (err == nil) != legal {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestAFaultySecretIsNamedAndNotShown(t *testing.T) {
	e := environment(map[string]string{"TOKEN": "hunter2", "OTHER": "hunter2"})
	if e.Secret("OTHER", "legal", func(string) error { return nil }) != "hunter2" {
		t.Error("a legal secret is not read")
	}
	e.Secret("TOKEN", "long", func(string) error { return errors.New("hunter2 is short") })
	err := e.Finish()
	if err == nil || !strings.Contains(err.Error(), "TOKEN must be long") || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}
