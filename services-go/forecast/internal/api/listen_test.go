package api

import (
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"google.golang.org/grpc/codes"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	reflectionv1 "google.golang.org/grpc/reflection/grpc_reflection_v1"
	"google.golang.org/grpc/status"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

func TestWhatTheStoreSaysStaysInside(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		id := s.create(t, "mine", 1000).GetId()
		s.store.Close()
		_, err := s.GetForecast(t.Context(), &forecastv1.GetForecastRequest{Id: id})
		expectFault(t, err, codes.Internal, "INTERNAL")
		if strings.Contains(err.Error(), "sql") {
			t.Errorf("the caller reads %v", err)
		}
	})
}

func TestLargeRequestsAreRefused(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		request := &forecastv1.CreateForecastRequest{RequestId: strings.Repeat("x", maxRequestBytes), Plan: planOf(1000)}
		if _, err := s.CreateForecast(t.Context(), request); status.Code(err) != codes.ResourceExhausted {
			t.Errorf("error is %v", err)
		}
	})
}

// A connection whose other end has vanished holds streams and memory.
func TestDeadConnectionsAreClosed(t *testing.T) {
	const preface, emptySettings = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x00\x00\x00\x04\x00\x00\x00\x00\x00"
	for name, c := range map[string]struct {
		says   string
		within time.Duration
	}{
		"that never spoke":      {"", handshakeTimeout},
		"that speaks no more":   {preface + emptySettings, pingInterval + pingTimeout},
		"that speaks otherwise": {"GET / HTTP/1.1\r\nHost: forecast\r\n\r\n", 0},
	} {
		t.Run(name, func(t *testing.T) {
			bubble(t, func(t *testing.T, s *service) {
				connection, err := s.listener.DialContext(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer connection.Close()
				start := time.Now()
				if _, err := io.WriteString(connection, c.says); err != nil {
					t.Fatal(err)
				}
				// Ends when the server closes the connection.
				if _, err := io.Copy(io.Discard, connection); err != nil {
					t.Fatal(err)
				}
				if open := time.Since(start); open > c.within {
					t.Errorf("closed after %v, want %v", open, c.within)
				}
			})
		})
	}
}

func TestHealthAnswersUntilTheServiceDrains(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		client := healthv1.NewHealthClient(s.connection)
		for _, name := range []string{"", forecastv1.ForecastService_ServiceDesc.ServiceName} {
			request := &healthv1.HealthCheckRequest{Service: name}
			if response, err := client.Check(t.Context(), request); err != nil || response.GetStatus() != healthv1.HealthCheckResponse_SERVING {
				t.Errorf("%q is %v, error %v", name, response, err)
			}
		}
		s.drain()
		synctest.Wait()
		if response, err := client.Check(t.Context(), &healthv1.HealthCheckRequest{}); err != nil || response.GetStatus() != healthv1.HealthCheckResponse_NOT_SERVING {
			t.Errorf("draining: %v, error %v", response, err)
		}
	})
}

func TestReflectionNamesTheServices(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		stream, err := reflectionv1.NewServerReflectionClient(s.connection).ServerReflectionInfo(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		request := &reflectionv1.ServerReflectionRequest{
			MessageRequest: &reflectionv1.ServerReflectionRequest_ListServices{},
		}
		if err := stream.Send(request); err != nil {
			t.Fatal(err)
		}
		response, err := stream.Recv()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, service := range response.GetListServicesResponse().GetService() {
			names = append(names, service.GetName())
		}
		for _, want := range []string{"trivium.forecast.v1.ForecastService", "grpc.health.v1.Health"} {
			if !slices.Contains(names, want) {
				t.Errorf("services are %v, without %s", names, want)
			}
		}
	})
}
