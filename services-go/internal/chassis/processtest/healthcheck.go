package processtest

import (
	"syscall"
	"testing"
)

// ExpectHealthcheck expects that a ready service's healthcheck passes until it was told to
// stop, which it does with exit code 0.
func (p *Process) ExpectHealthcheck(t *testing.T, ready Entry) {
	t.Helper()
	check := func() int {
		return StartWith(t, Options{Arguments: []string{"healthcheck"}}, "ADMIN_ADDRESS="+ready.Admin).Exit(t)
	}
	if code := check(); code != 0 {
		t.Errorf("exit code %d while the service is ready", code)
	}
	if err := p.Cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if code := p.Exit(t); code != 0 {
		t.Errorf("the service ended with exit code %d", code)
	}
	if code := check(); code != 1 {
		t.Errorf("exit code %d when the service has ended", code)
	}
}
