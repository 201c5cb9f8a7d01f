package config

import (
	"strings"
	"testing"
)

func TestListsEveryFaultAtOnce(t *testing.T) {
	variables := map[string]string{
		"LISTEN_ADDRESS":      "nowhere",
		"LOG_FORMAT":          "xml",
		"DRAIN_TIMEOUT_MS":    "-1",
		"SIMULATOR_ADDRESSES": "127.0.0.1:1,:2",
	}
	e := NewEnvironment(func(name string) string { return variables[name] })
	ReadCommon(e, "127.0.0.1:1", "127.0.0.1:2")
	e.Addresses("SIMULATOR_ADDRESSES", nil)
	err := e.Finish()
	if err == nil {
		t.Fatal("no fault was found")
	}
	for name := range variables {
		if !strings.Contains(err.Error(), name+" must be ") {
			t.Errorf("%s is not named in %q", name, err)
		}
	}
}

func TestAnEmptyEnvironmentIsLegal(t *testing.T) {
	e := NewEnvironment(func(string) string { return "" })
	common := ReadCommon(e, "127.0.0.1:1", "127.0.0.1:2")
	if err := e.Finish(); err != nil || common.Listen != "127.0.0.1:1" {
		t.Errorf("got %+v, %v", common, err)
	}
}
