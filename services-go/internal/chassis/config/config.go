// Package config reads configuration from the environment and reports every fault at once.
package config

import (
	"fmt"
	"log/slog"
	"net"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/trivium/trivium/services-go/internal/chassis/log"
)

// Environment reads variables and remembers what is wrong with them.
type Environment struct {
	lookup func(string) string
	faults []string
}

// NewEnvironment reads by a function such as [os.Getenv].
func NewEnvironment(lookup func(string) string) *Environment {
	return &Environment{lookup: lookup}
}

// Process is the environment of this process.
func Process() *Environment { return NewEnvironment(os.Getenv) }

// Read is the value of a variable, or fallback when it is unset or empty. A value that
// parse refuses is a fault: "NAME must be expected".
func Read[T any](e *Environment, name string, fallback T, expected string, parse func(string) (T, error)) T {
	return read(e, name, fallback, parse, func(text string) string {
		return fmt.Sprintf("%s must be %s, but is %q", name, expected, text)
	})
}

// Secret is a text that check refuses or not. A fault does not show it.
func (e *Environment) Secret(name, expected string, check func(string) error) string {
	parse := func(text string) (string, error) { return text, check(text) }
	return read(e, name, "", parse, func(string) string { return fmt.Sprintf("%s must be %s", name, expected) })
}

func read[T any](
	e *Environment, name string, fallback T, parse func(string) (T, error), fault func(text string) string,
) T {
	text := e.lookup(name)
	if text == "" {
		return fallback
	}
	value, err := parse(text)
	if err != nil {
		e.faults = append(e.faults, fault(text))
		return fallback
	}
	return value
}

// Int is a whole number within bounds, both inclusive.
func (e *Environment) Int(name string, fallback, low, high int) int {
	expected := fmt.Sprintf("a whole number from %d to %d", low, high)
	return Read(e, name, fallback, expected, func(text string) (int, error) {
		value, err := strconv.Atoi(text)
		if err == nil && (value < low || value > high) {
			err = strconv.ErrRange
		}
		return value, err
	})
}

// Text is any text.
func (e *Environment) Text(name, fallback string) string {
	return Read(e, name, fallback, "text", func(text string) (string, error) { return text, nil })
}

// Address is a host and a port.
func (e *Environment) Address(name, fallback string) string {
	return Read(e, name, fallback, "an address and a port, such as 127.0.0.1:50051", checkAddress)
}

// Addresses is a list of hosts and ports, separated by commas.
func (e *Environment) Addresses(name string, fallback []string) []string {
	expected := "addresses and ports, separated by commas, such as 127.0.0.1:50061,127.0.0.1:50062"
	return Read(e, name, fallback, expected, func(text string) ([]string, error) {
		addresses := strings.Split(text, ",")
		for i, address := range addresses {
			addresses[i] = strings.TrimSpace(address)
			if _, err := checkAddress(addresses[i]); err != nil {
				return nil, err
			}
		}
		return addresses, nil
	})
}

func checkAddress(text string) (string, error) {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		return "", err
	}
	if host == "" {
		return "", fmt.Errorf("no host in %q", text)
	}
	_, err = strconv.ParseUint(port, 10, 16)
	return text, err
}

// Finish returns every fault met so far as one error.
func (e *Environment) Finish() error {
	if len(e.faults) == 0 {
		return nil
	}
	return fmt.Errorf("bad environment:\n  %s", strings.Join(e.faults, "\n  "))
}

// Common is what every service is told.
type Common struct {
	// Listen is where gRPC is served.
	Listen string
	// Admin is where health and metrics are served, over HTTP.
	Admin string
	// LogLevel is the least severe that is logged.
	LogLevel slog.Level
	// LogFormat is the shape of the lines.
	LogFormat log.Format
	// DrainTimeout is the longest time that work in flight may take after a signal to stop.
	DrainTimeout time.Duration
}

// ReadCommon reads LISTEN_ADDRESS, ADMIN_ADDRESS, LOG_LEVEL, LOG_FORMAT and
// DRAIN_TIMEOUT_MS.
func ReadCommon(e *Environment, listen, admin string) Common {
	return Common{
		Listen:       e.Address("LISTEN_ADDRESS", listen),
		Admin:        e.Address("ADMIN_ADDRESS", admin),
		LogLevel:     Read(e, "LOG_LEVEL", slog.LevelInfo, log.Levels, log.ParseLevel),
		LogFormat:    Read(e, "LOG_FORMAT", log.JSON, log.Formats, log.ParseFormat),
		DrainTimeout: time.Duration(e.Int("DRAIN_TIMEOUT_MS", 10_000, 0, 600_000)) * time.Millisecond,
	}
}
