package health_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/trivium/trivium/services-go/internal/chassis/health"
	"github.com/trivium/trivium/services-go/internal/chassis/metrics"
)

// serve serves on a free port and returns its address.
func serve(t *testing.T, ready *health.Readiness) string {
	t.Helper()
	server := httptest.NewServer(health.NewServer(ready, metrics.NewRegistry()).Handler)
	t.Cleanup(server.Close)
	return server.Listener.Addr().String()
}

func get(t *testing.T, url string) (code int, body string) {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(text)
}

func TestAServiceIsHealthyBeforeItIsReady(t *testing.T) {
	var ready health.Readiness
	address := serve(t, &ready)
	for _, step := range []struct {
		ready bool
		code  int
	}{{false, 503}, {true, 200}, {false, 503}} {
		ready.Set(step.ready)
		if code, _ := get(t, "http://"+address+"/ready"); code != step.code {
			t.Errorf("/ready answers %d when ready is %v", code, step.ready)
		}
		if code, _ := get(t, "http://"+address+"/health"); code != 200 {
			t.Errorf("/health answers %d", code)
		}
		if health.Probe(address) != step.ready {
			t.Errorf("the probe finds %v", !step.ready)
		}
	}
}

func TestMetricsTellOfTheProcess(t *testing.T) {
	_, body := get(t, "http://"+serve(t, &health.Readiness{})+"/metrics")
	for _, name := range []string{"go_goroutines", "process_cpu_seconds_total"} {
		if !strings.Contains(body, "\n"+name+" ") {
			t.Errorf("no %s", name)
		}
	}
}

func TestNobodyHomeIsNotReady(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	if health.Probe(address) || health.Probe("no address") {
		t.Error("the probe finds somebody ready")
	}
}
