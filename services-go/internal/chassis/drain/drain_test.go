package drain_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"github.com/trivium/trivium/services-go/internal/chassis/drain"
	"github.com/trivium/trivium/services-go/internal/chassis/grpctest"
)

const waitForSignals = "DRAIN_TEST_WAIT_FOR_SIGNALS"

// TestMain lets the test binary be a process that waits for signals.
func TestMain(m *testing.M) {
	if os.Getenv(waitForSignals) == "" {
		os.Exit(m.Run())
	}
	stop := drain.OnSignal(context.Background())
	fmt.Println("ready")
	<-stop.Done()
	fmt.Println("draining")
	_, _ = io.Copy(io.Discard, os.Stdin) // A drain that takes as long as the tests live.
}

// served is a server with one call in flight.
type served struct {
	connection *grpc.ClientConn
	// drained is closed when the drain is over.
	drained chan struct{}
	// answer has the end of the call.
	answer chan error
}

// drainWithCall drains a server while it is in a call. It answers later calls at once.
func drainWithCall(t *testing.T, timeout time.Duration, handler grpctest.Handler) served {
	t.Helper()
	entered := make(chan struct{})
	var called atomic.Bool
	server := grpc.NewServer()
	s := served{drained: make(chan struct{}), answer: make(chan error, 1)}
	s.connection = grpctest.Serve(t, server, func(ctx context.Context) error {
		if called.Swap(true) {
			return nil
		}
		close(entered)
		return handler(ctx)
	})
	go func() { s.answer <- grpctest.Unary(t.Context(), s.connection) }()
	wait(t, entered)
	go func() {
		defer close(s.drained)
		drain.Server(server, timeout)
	}()
	return s
}

func wait[T any](t *testing.T, channel <-chan T) T {
	t.Helper()
	select {
	case value := <-channel:
		return value
	case <-time.After(grpctest.Patience):
		t.Fatal("waited in vain")
		panic("unreachable")
	}
}

func TestACallInFlightIsFinishedAndNewOnesAreRefused(t *testing.T) {
	finish := make(chan struct{})
	s := drainWithCall(t, grpctest.Patience, func(context.Context) error { <-finish; return nil })
	// Refusals show that the drain has begun.
	for status.Code(grpctest.Unary(t.Context(), s.connection)) != codes.Unavailable {
	}
	select {
	case <-s.drained:
		t.Error("the drain did not wait for the call")
	default:
	}
	close(finish)
	if err := wait(t, s.answer); err != nil {
		t.Errorf("the call ended with %v", err)
	}
	wait(t, s.drained)
}

func TestACallThatTakesTooLongIsCutOff(t *testing.T) {
	s := drainWithCall(t, time.Millisecond, func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	if code := status.Code(wait(t, s.answer)); code != codes.Unavailable {
		t.Errorf("the call ended with %s", code)
	}
	wait(t, s.drained)
}

func TestACallThatHeedsNothingDoesNotHoldUpTheEnd(t *testing.T) {
	finish := make(chan struct{})
	defer close(finish)
	s := drainWithCall(t, time.Millisecond, func(context.Context) error { <-finish; return nil })
	wait(t, s.drained)
}

func TestTheFirstSignalAsksToStopAndTheSecondEnds(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGTERM, syscall.SIGINT} {
		binary, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		process := exec.Command(binary)
		process.Env = append(os.Environ(), waitForSignals+"=1")
		_, inErr := process.StdinPipe()
		output, outErr := process.StdoutPipe()
		if err := errors.Join(inErr, outErr, process.Start()); err != nil {
			t.Fatal(err)
		}
		defer process.Process.Kill()
		lines := make(chan string)
		go func() {
			defer close(lines)
			for scanner := bufio.NewScanner(output); scanner.Scan(); {
				lines <- scanner.Text()
			}
		}()
		for _, line := range []string{"ready", "draining"} {
			if have := wait(t, lines); have != line {
				t.Fatalf("got %q, want %q", have, line)
			}
			if err := process.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
		}
		wait(t, lines) // Closed at the end of the process.
		if state, ok := endOf(process).(syscall.WaitStatus); !ok || state.Signal() != signal {
			t.Errorf("the process ended with %v, not by the second %s", process.ProcessState, signal)
		}
	}
}

func endOf(process *exec.Cmd) any {
	_ = process.Wait()
	return process.ProcessState.Sys()
}
