// Package postgrestest gives a test a Postgres database of its own: on the server of
// TEST_DATABASE_URL, or on a throw-away server that ends with the test process.
package postgrestest

import (
	"bufio"
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// errNone: this machine has no Postgres.
var errNone = errors.New("no Postgres: install it, or set TEST_DATABASE_URL to a server where databases may be made")

//go:embed server.sh
var serverScript string

// server is the URL of the process's server.
var server = sync.OnceValues(func() (*url.URL, error) {
	if text := os.Getenv("TEST_DATABASE_URL"); text != "" {
		return url.Parse(text)
	}
	programs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(programs) == 0 {
		return nil, errors.Join(err, errNone)
	}
	return start(slices.Max(programs))
})

// lifeline is open as long as this process lives; the server ends with it.
var lifeline io.WriteCloser

func start(programs string) (*url.URL, error) {
	arguments := []string{"sh", "-c", serverScript, "server.sh", programs}
	if os.Geteuid() == 0 {
		// Postgres refuses to run as root.
		arguments = append([]string{"runuser", "-u", "postgres", "--"}, arguments...)
	}
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Dir = os.TempDir()
	var faults bytes.Buffer
	command.Stderr = &faults
	output, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if lifeline, err = command.StdinPipe(); err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	folder, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("a throw-away Postgres did not start: %w: %s", command.Wait(), faults.String())
	}
	query := url.Values{"host": {strings.TrimSpace(folder)}, "user": {"postgres"}}
	return &url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: query.Encode()}, nil
}
