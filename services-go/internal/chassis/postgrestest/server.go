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

// server is where databases can be made.
type server struct {
	url *url.URL
	// lifeline of a throw-away server: it ends when this is closed, by the operating system at last.
	lifeline io.Closer
}

// theServer is the process's server, started when it is first asked for.
var theServer = sync.OnceValues(func() (server, error) {
	if text := os.Getenv("TEST_DATABASE_URL"); text != "" {
		at, err := url.Parse(text)
		return server{url: at}, err
	}
	programs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(programs) == 0 {
		return server{}, errors.Join(err, errNone)
	}
	return start(slices.Max(programs))
})

// start starts a throw-away server.
func start(programs string) (server, error) {
	arguments := []string{"sh", "-c", serverScript, "server.sh", programs}
	if os.Geteuid() == 0 {
		// Postgres refuses to run as root.
		arguments = append([]string{"runuser", "-u", "postgres", "--"}, arguments...)
	}
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Dir = os.TempDir()
	var faults bytes.Buffer
	command.Stderr = &faults
	output, outErr := command.StdoutPipe()
	lifeline, inErr := command.StdinPipe()
	if err := errors.Join(outErr, inErr, command.Start()); err != nil {
		return server{}, err
	}
	folder, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		return server{}, fmt.Errorf("a throw-away Postgres did not start: %w: %s", command.Wait(), faults.String())
	}
	query := url.Values{"host": {strings.TrimSpace(folder)}, "user": {"postgres"}}
	at := &url.URL{Scheme: "postgres", Path: "/postgres", RawQuery: query.Encode()}
	return server{at, lifeline}, nil
}
