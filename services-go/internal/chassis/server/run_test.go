package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"google.golang.org/grpc"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"

	"github.com/trivium/trivium/services-go/internal/chassis/config"
	"github.com/trivium/trivium/services-go/internal/chassis/metrics"
	"github.com/trivium/trivium/services-go/internal/chassis/processtest"
	"github.com/trivium/trivium/services-go/internal/chassis/server"
)

func TestMain(m *testing.M) { processtest.Main(m, main) }

// main is a service of its health alone, with a task that ends with the process, or before
// it and at fault.
func main() {
	environment := config.Process()
	common := config.ReadCommon(environment, "127.0.0.1:0", "127.0.0.1:0")
	fault := environment.Text("FAULT", "")
	server.Main("well", common, environment.Finish(), func(stop context.Context) error {
		return server.Service{
			Name:     "well",
			GRPC:     server.NewGRPC(stop, func(grpc.ServiceRegistrar) {}),
			Registry: metrics.NewRegistry(),
			Tasks: []func(context.Context) error{func(ctx context.Context) error {
				if fault != "" {
					return errors.New(fault)
				}
				<-ctx.Done()
				return nil
			}},
		}.Run(stop, common)
	})
}

func TestServesUntilToldToStop(t *testing.T) {
	t.Parallel()
	service := processtest.Start(t)
	ready := service.Log(t, "well ready")
	client := healthv1.NewHealthClient(processtest.Dial(t, ready.Listen))
	response, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{})
	if err != nil || response.GetStatus() != healthv1.HealthCheckResponse_SERVING {
		t.Errorf("got %v, %v", response, err)
	}
	service.ExpectHealthcheck(t, ready)
}

func TestATaskThatFailsEndsTheService(t *testing.T) {
	t.Parallel()
	service := processtest.Start(t, "FAULT=lost")
	if entry := service.Log(t, "well stopped"); entry.Level != "ERROR" {
		t.Errorf("it was logged as %v", entry)
	}
	if code := service.Exit(t); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

func TestAPortThatIsTakenIsAFault(t *testing.T) {
	t.Parallel()
	first := processtest.Start(t).Log(t, "well ready")
	for _, variable := range []string{"LISTEN_ADDRESS", "ADMIN_ADDRESS"} {
		second := processtest.Start(t, variable+"="+first.Listen)
		if code := second.Exit(t); code != 1 || !strings.Contains(second.Output(), first.Listen+": bind: address already in use") {
			t.Errorf("%s: exit code %d", variable, code)
		}
	}
}

func TestABadEnvironmentIsRefused(t *testing.T) {
	t.Parallel()
	service := processtest.Start(t, "LOG_LEVEL=loud", "DRAIN_TIMEOUT_MS=-1")
	if code := service.Exit(t); code != 1 {
		t.Errorf("exit code %d", code)
	}
}
