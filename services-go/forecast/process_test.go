package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

const (
	asService = "FORECAST_TEST_AS_SERVICE"
	patience  = 60 * time.Second // Only a hang takes so long.
)

// TestMain lets the test binary be the service, for tests that need a whole process.
func TestMain(m *testing.M) {
	if os.Getenv(asService) == "" {
		os.Exit(m.Run())
	}
	go func() {
		// The tests hold the other end: the service ends with them, however they end.
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	main()
}

// process is the service as a process of its own.
type process struct {
	*exec.Cmd
	logged chan entry
	exited chan struct{}

	mu     sync.Mutex
	stderr strings.Builder
}

// entry is a line of the log.
type entry struct {
	Message string `json:"msg"`
	Level   string `json:"level"`
	Listen  string `json:"listen"`
	Admin   string `json:"admin"`
}

// start starts the service with variables, on free ports of the loopback unless they say
// otherwise. A launcher is a command that runs the command it is given.
func start(t *testing.T, launcher []string, arguments []string, variables ...string) *process {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if len(launcher) > 0 {
		binary = forEverybody(t, binary)
	}
	words := append(append([]string{}, launcher...), append([]string{binary}, arguments...)...)
	p := &process{Cmd: exec.Command(words[0], words[1:]...), logged: make(chan entry, 10_000), exited: make(chan struct{})}
	// Retired: the simulators of these tests only pretend to compute, which a comparison would find.
	p.Env = append(append(os.Environ(), asService+"=1", "LISTEN_ADDRESS=127.0.0.1:0", "ADMIN_ADDRESS=127.0.0.1:0",
		"ROLLOUT_STAGE=retired"), variables...)
	_, inErr := p.StdinPipe()
	output, outErr := p.StderrPipe()
	if err := errors.Join(inErr, outErr, p.Start()); err != nil {
		t.Fatal(err)
	}
	go p.read(output)
	t.Cleanup(func() {
		_ = p.Process.Kill()
		<-p.exited
		if t.Failed() {
			t.Logf("the service wrote:\n%s", p.output())
		}
	})
	return p
}

// read reads the log to its end, and learns how the process ended.
func (p *process) read(output io.Reader) {
	defer close(p.exited)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		p.mu.Lock()
		p.stderr.WriteString(lines.Text() + "\n")
		p.mu.Unlock()
		var line entry
		if json.Unmarshal(lines.Bytes(), &line) == nil {
			p.logged <- line
		}
	}
	_ = p.Wait()
}

func (p *process) output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stderr.String()
}

// log waits for a message.
func (p *process) log(t *testing.T, messages ...string) entry {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case line := <-p.logged:
			for _, message := range messages {
				if line.Message == message {
					return line
				}
			}
		case <-p.exited:
			t.Fatalf("the service ended before it said %q", messages)
		case <-deadline:
			t.Fatalf("the service never said %q", messages)
		}
	}
}

// exit waits for the end and returns the exit code.
func (p *process) exit(t *testing.T) int {
	t.Helper()
	select {
	case <-p.exited:
		return p.ProcessState.ExitCode()
	case <-time.After(patience):
		t.Fatal("the service did not end")
		return 0
	}
}

// forEverybody copies a file to where every user can run it.
func forEverybody(t *testing.T, file string) string {
	t.Helper()
	folder := publicFolder(t)
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	public := filepath.Join(folder, "forecast")
	if err := os.WriteFile(public, content, 0o755); err != nil {
		t.Fatal(err)
	}
	return public
}

// publicFolder is an empty folder that every user can read.
func publicFolder(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("", "forecast-test")
	if err == nil {
		err = os.Chmod(folder, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	return folder
}

func dial(t *testing.T, address string) forecastv1.ForecastServiceClient {
	t.Helper()
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return forecastv1.NewForecastServiceClient(connection)
}
