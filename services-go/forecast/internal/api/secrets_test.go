package api

import (
	"strings"
	"testing"

	"google.golang.org/grpc/codes"

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
