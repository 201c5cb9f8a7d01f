// Package processtest runs a service as a process of its own, in tests that need a whole
// one: the test binary is the service.
package processtest

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
)

// Patience is how long to wait before a test counts as hung.
const Patience = 60 * time.Second

const asService = "TRIVIUM_TEST_AS_SERVICE"

// Main runs the tests, or the service: call it in TestMain with the service's main.
func Main(m *testing.M, service func()) {
	if os.Getenv(asService) == "" {
		os.Exit(m.Run())
	}
	go func() {
		// The tests hold the other end: the service ends with them, however they end.
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(3)
	}()
	service()
}

// Process is a service as a process of its own.
type Process struct {
	*exec.Cmd
	logged chan Entry
	exited chan struct{}

	mu     sync.Mutex
	stderr strings.Builder
}

// Entry is a line of the log.
type Entry struct {
	Message string `json:"msg"`
	Level   string `json:"level"`
	Listen  string `json:"listen"`
	Admin   string `json:"admin"`
}

// Options are how a service is started.
type Options struct {
	// Launcher is a command that runs the command it is given.
	Launcher []string
	// Arguments are the service's.
	Arguments []string
}

// Start starts the service with variables, on free ports of the loopback unless they say
// otherwise.
func Start(t *testing.T, variables ...string) *Process {
	t.Helper()
	return StartWith(t, Options{}, variables...)
}

// StartWith is Start with options.
func StartWith(t *testing.T, options Options, variables ...string) *Process {
	t.Helper()
	binary, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if len(options.Launcher) > 0 {
		binary = forEverybody(t, binary)
	}
	words := append(append([]string{}, options.Launcher...), append([]string{binary}, options.Arguments...)...)
	p := &Process{Cmd: exec.Command(words[0], words[1:]...), logged: make(chan Entry, 10_000), exited: make(chan struct{})}
	p.Env = append(os.Environ(), asService+"=1", "LISTEN_ADDRESS=127.0.0.1:0", "ADMIN_ADDRESS=127.0.0.1:0")
	p.Env = append(p.Env, variables...)
	_, inErr := p.StdinPipe()
	output, outErr := p.StderrPipe()
	if err := errors.Join(inErr, outErr, p.Cmd.Start()); err != nil {
		t.Fatal(err)
	}
	go p.read(output)
	t.Cleanup(func() {
		_ = p.Cmd.Process.Kill()
		<-p.exited
		if t.Failed() {
			t.Logf("the service wrote:\n%s", p.Output())
		}
	})
	return p
}

// read reads the log to its end, and learns how the process ended.
func (p *Process) read(output io.Reader) {
	defer close(p.exited)
	defer close(p.logged)
	for lines := bufio.NewScanner(output); lines.Scan(); {
		p.mu.Lock()
		p.stderr.WriteString(lines.Text() + "\n")
		p.mu.Unlock()
		var line Entry
		if json.Unmarshal(lines.Bytes(), &line) == nil {
			p.logged <- line
		}
	}
	_ = p.Wait()
}

// Output is what the service has written so far.
func (p *Process) Output() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.stderr.String()
}

// Log waits for one of the messages.
func (p *Process) Log(t *testing.T, messages ...string) Entry {
	t.Helper()
	deadline := time.After(Patience)
	for {
		select {
		case line, more := <-p.logged:
			if !more {
				t.Fatalf("the service ended before it said %q", messages)
			}
			for _, message := range messages {
				if line.Message == message {
					return line
				}
			}
		case <-deadline:
			t.Fatalf("the service never said %q", messages)
		}
	}
}

// Exit waits for the end and returns the exit code.
func (p *Process) Exit(t *testing.T) int {
	t.Helper()
	select {
	case <-p.exited:
		return p.ProcessState.ExitCode()
	case <-time.After(Patience):
		t.Fatal("the service did not end")
		return 0
	}
}

// Dial connects to an address until the end of the test.
func Dial(t *testing.T, address string) *grpc.ClientConn {
	t.Helper()
	connection, err := grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return connection
}
