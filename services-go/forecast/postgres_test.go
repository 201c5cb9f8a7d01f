package main

import (
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/postgrestest"
)

func TestTextThatPostgresCannotHoldIsTheCallersFault(t *testing.T) {
	t.Parallel()
	service := start(t, nil, "DATABASE_URL="+postgrestest.New(t))
	client := dial(t, service.Log(t, "forecast ready").Listen)
	for code, call := range map[codes.Code]func() error{
		codes.InvalidArgument: func() error {
			_, err := client.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{RequestId: "a\x00b", Plan: &forecastv1.Plan{}})
			return err
		},
		codes.NotFound: func() error {
			_, err := client.GetForecast(t.Context(), &forecastv1.GetForecastRequest{Id: "a\x00b"})
			return err
		},
	} {
		if err := call(); status.Code(err) != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
}
