package api

import (
	"encoding/base64"
	"math"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
)

func TestAnUnknownRunIsNotFound(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		known := s.create(t, "mine", 1000).GetId()
		for _, id := range []string{
			"", "x", "\x00", "00000000-0000-7000-8000-000000000000", strings.ToUpper(known), known + " ",
			"{" + known + "}", strings.ReplaceAll(known, "-", ""), "' OR ''='", strings.Repeat("9", 10_000),
		} {
			_, err := s.GetForecast(t.Context(), &forecastv1.GetForecastRequest{Id: id})
			expectFault(t, err, codes.NotFound, "FORECAST_NOT_FOUND")
			_, err = s.CancelForecast(t.Context(), &forecastv1.CancelForecastRequest{Id: id})
			expectFault(t, err, codes.NotFound, "FORECAST_NOT_FOUND")
			stream, err := s.WatchForecast(t.Context(), &forecastv1.WatchForecastRequest{Id: id})
			if err != nil {
				t.Fatal(err)
			}
			_, err = stream.Recv()
			expectFault(t, err, codes.NotFound, "FORECAST_NOT_FOUND")
		}
		if s.get(t, known).GetQueued() == nil {
			t.Error("a run was touched")
		}
	})
}

func TestEveryBadFieldOfAPlanIsNamed(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		for name, c := range map[string]struct {
			plan *forecastv1.Plan
			want []string
		}{
			"no plan":            {nil, []string{"plan"}},
			"NaN":                {&forecastv1.Plan{ReturnBefore: proto.Float64(math.NaN())}, []string{"plan.return_before"}},
			"infinity":           {&forecastv1.Plan{MonthlySaving: proto.Float64(math.Inf(1))}, []string{"plan.monthly_saving"}},
			"minus infinity":     {&forecastv1.Plan{Inflation: proto.Float64(math.Inf(-1))}, []string{"plan.inflation"}},
			"negative savings":   {&forecastv1.Plan{InitialBalance: proto.Float64(-0.01)}, []string{"plan.initial_balance"}},
			"no paths":           {planOf(0), []string{"plan.paths"}},
			"too few paths":      {planOf(999), []string{"plan.paths"}},
			"a thousand million": {planOf(1_000_000_000), []string{"plan.paths"}},
			"0 years":            {&forecastv1.Plan{YearsToCover: proto.Uint32(0)}, []string{"plan.years_to_cover"}},
			"101 years":          {&forecastv1.Plan{YearsToCover: proto.Uint32(101)}, []string{"plan.years_to_cover"}},
			"101 years together": {
				&forecastv1.Plan{YearsUntilRetirement: proto.Uint32(50), YearsToCover: proto.Uint32(51)},
				[]string{"plan.years_to_cover"},
			},
			"years that wrap": {
				&forecastv1.Plan{YearsUntilRetirement: proto.Uint32(math.MaxUint32), YearsToCover: proto.Uint32(1)},
				[]string{"plan.years_until_retirement"},
			},
			"everything": {
				&forecastv1.Plan{
					InitialBalance: proto.Float64(1e300), MonthlySaving: proto.Float64(-1), SavingGrowth: proto.Float64(2),
					YearsUntilRetirement: proto.Uint32(100), MonthlySpending: proto.Float64(-1), YearsToCover: proto.Uint32(0),
					ReturnBefore: proto.Float64(-1), VolatilityBefore: proto.Float64(-1), ReturnAfter: proto.Float64(9),
					VolatilityAfter: proto.Float64(9), Inflation: proto.Float64(9), Paths: proto.Uint32(1),
				},
				[]string{
					"plan.initial_balance", "plan.monthly_saving", "plan.saving_growth", "plan.years_until_retirement",
					"plan.monthly_spending", "plan.years_to_cover", "plan.return_before", "plan.volatility_before",
					"plan.return_after", "plan.volatility_after", "plan.inflation", "plan.paths",
				},
			},
		} {
			_, err := s.BuildSchedule(t.Context(), &forecastv1.BuildScheduleRequest{Plan: c.plan})
			expectFault(t, err, codes.InvalidArgument, "INVALID_FIELDS")
			if got := faultyFields(err); !slices.Equal(got, c.want) {
				t.Errorf("%s: faulty fields of a schedule are %v, want %v", name, got, c.want)
			}
			_, err = s.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{Plan: c.plan})
			expectFault(t, err, codes.InvalidArgument, "INVALID_FIELDS")
			if got, want := faultyFields(err), append([]string{"request_id"}, c.want...); !slices.Equal(got, want) {
				t.Errorf("%s: faulty fields of a run are %v, want %v", name, got, want)
			}
		}
		if list, err := s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{}); err != nil || len(list.GetForecasts()) != 0 {
			t.Errorf("refused plans left %v, error %v", list, err)
		}
	})
}

func TestARequestIDIsReadable(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		for id, legal := range map[string]bool{
			"x": true, strings.Repeat("é", 255): true, "with spaces, and 'quotes'": true,
			"": false, strings.Repeat("x", 256): false, "a\x00b": false, "a\nb": false,
		} {
			_, err := s.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{RequestId: id, Plan: planOf(1000)})
			if legal && err != nil {
				t.Errorf("%q: %v", id, err)
			}
			if !legal && !slices.Equal(faultyFields(err), []string{"request_id"}) {
				t.Errorf("%q: faulty fields are %v", id, faultyFields(err))
			}
		}
	})
}

// Fields from a contract of tomorrow neither fail nor are kept.
func TestUnknownFieldsMeanNothing(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		plan := planOf(1000)
		plan.ProtoReflect().SetUnknown(protowire.AppendString(protowire.AppendTag(nil, 999, protowire.BytesType), "tomorrow"))
		response, err := s.CreateForecast(t.Context(), &forecastv1.CreateForecastRequest{RequestId: "mine", Plan: plan})
		if err != nil {
			t.Fatal(err)
		}
		if kept := response.GetForecast().GetPlan().ProtoReflect().GetUnknown(); len(kept) != 0 {
			t.Errorf("kept %q", kept)
		}
		s.create(t, "mine", 1000)
	})
}

func TestBadPagesAreNamed(t *testing.T) {
	bubble(t, func(t *testing.T, s *service) {
		id := s.create(t, "mine", 1000).GetId()
		encoded := base64.RawURLEncoding.EncodeToString
		for _, token := range []string{
			"garbage!", "x", encoded([]byte("not an id")), encoded([]byte("{" + id + "}")), encoded([]byte(strings.ToUpper(id))),
			encoded([]byte("urn:uuid:" + id)), encoded([]byte{0}), pageToken(id) + "=", pageToken(id) + "\n", "é",
		} {
			_, err := s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{PageToken: token})
			expectFault(t, err, codes.InvalidArgument, "INVALID_FIELDS")
			if got := faultyFields(err); !slices.Equal(got, []string{"page_token"}) {
				t.Errorf("%q: faulty fields are %v", token, got)
			}
		}
		_, err := s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{PageSize: 101, PageToken: "!"})
		if got := faultyFields(err); !slices.Equal(got, []string{"page_size", "page_token"}) {
			t.Errorf("faulty fields are %v", got)
		}
		_, err = s.ListForecasts(t.Context(), &forecastv1.ListForecastsRequest{PageSize: math.MaxUint32})
		if got := faultyFields(err); !slices.Equal(got, []string{"page_size"}) {
			t.Errorf("faulty fields are %v", got)
		}
	})
}
