package api

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

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
