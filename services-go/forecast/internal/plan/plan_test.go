package plan

import (
	"context"
	"math"
	"slices"
	"testing"

	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"github.com/trivium/trivium/services-go/forecast/internal/summary"
	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/chassis/bounds"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

func TestAnEmptyPlanIsTheDefaultPlanAndLegal(t *testing.T) {
	plan := WithDefaults(&forecastv1.Plan{})
	if faults := Validate(plan); faults != nil {
		t.Fatal(faults)
	}
	if plan.GetPaths() != 100_000 || plan.GetSeed() != 1 || plan.GetInflation() != 0.02 {
		t.Errorf("defaults are %v", plan)
	}
}

func TestDefaultsLeaveZerosAlone(t *testing.T) {
	plan := WithDefaults(&forecastv1.Plan{InitialBalance: proto.Float64(0), Seed: proto.Uint64(0)})
	if plan.GetInitialBalance() != 0 || plan.GetSeed() != 0 {
		t.Errorf("a given zero became %v", plan)
	}
}

func TestNamesEveryFaultyFieldAtOnce(t *testing.T) {
	faults := Validate(WithDefaults(&forecastv1.Plan{
		InitialBalance: proto.Float64(-1),
		MonthlySaving:  proto.Float64(math.NaN()),
		YearsToCover:   proto.Uint32(0),
		Inflation:      proto.Float64(math.Inf(1)),
		Paths:          proto.Uint32(1_000_000_000),
	}))
	var fields []string
	for _, fault := range faults {
		fields = append(fields, fault.Field)
	}
	want := []string{"plan.initial_balance", "plan.monthly_saving", "plan.years_to_cover", "plan.inflation", "plan.paths"}
	if !slices.Equal(fields, want) {
		t.Errorf("faulty fields are %v, want %v", fields, want)
	}
}

func TestRefusesMoreThanAHundredYears(t *testing.T) {
	plan := &forecastv1.Plan{YearsUntilRetirement: proto.Uint32(51), YearsToCover: proto.Uint32(50)}
	if faults := Validate(WithDefaults(plan)); len(faults) != 1 || faults[0].Field != "plan.years_to_cover" {
		t.Errorf("faults are %v", faults)
	}
}

// Without flows the balance is lognormal: the kernel's percentiles and mean of yearly
// growth must agree with the closed form.
func TestBalancesWithoutFlowsAreLognormal(t *testing.T) {
	const (
		years, paths   = 10, 40_000
		yearly, spread = 0.06, 0.15
		inflation      = 0.02
		initial        = 100_000.0
	)
	plan := WithDefaults(&forecastv1.Plan{
		InitialBalance:       proto.Float64(initial),
		YearsUntilRetirement: proto.Uint32(0),
		YearsToCover:         proto.Uint32(years),
		MonthlySpending:      proto.Float64(0),
		ReturnAfter:          proto.Float64(yearly),
		VolatilityAfter:      proto.Float64(spread),
		Inflation:            proto.Float64(inflation),
	})
	merged := simulate(t, plan, initial, paths)
	last := summary.Summarize(merged.Counts, paths, merged.DepletedPaths).Years[years-1]

	variance := math.Log(1 + spread*spread/((1+yearly)*(1+yearly)))
	location := math.Log(initial) + years*(math.Log((1+yearly)/(1+inflation))-variance/2)
	scale := math.Sqrt(years * variance)
	for i, percent := range []float64{5, 25, 50, 75, 95} {
		p := percent / 100
		z := math.Sqrt2 * math.Erfinv(2*p-1)
		want := math.Exp(location + scale*z)
		density := math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
		samplingError := math.Sqrt(p*(1-p)/paths) / density * scale
		// Four standard errors, and what interpolating inside a bin may cost.
		tolerance := want * (4*samplingError + 0.005)
		if got := last.Percentiles()[i]; math.Abs(got-want) > tolerance {
			t.Errorf("percentile %v is %.0f, want %.0f ± %.0f", percent, got, want, tolerance)
		}
	}
	wantMean := initial * math.Pow((1+yearly)/(1+inflation), years)
	meanError := wantMean * math.Sqrt(math.Expm1(scale*scale)/paths)
	if got := histogramMean(merged, years-1, paths); math.Abs(got-wantMean) > 4*meanError+wantMean*0.005 {
		t.Errorf("mean is %.0f, want %.0f", got, wantMean)
	}
}

func histogramMean(merged *kernel.Merged, year int, paths float64) float64 {
	sum := 0.0
	for bin := 1; bin < kernel.Bins-1; bin++ {
		middle := (kernel.LowerEdge(bin) + kernel.LowerEdge(bin+1)) / 2
		sum += middle * float64(merged.Counts[year*kernel.Bins+bin])
	}
	return sum / paths
}

func simulate(t *testing.T, plan *forecastv1.Plan, initial float64, paths uint32) *kernel.Merged {
	t.Helper()
	schedule := Schedule(plan)
	request := &kernel.Request{
		InitialBalance: initial,
		Drift:          schedule.GetDrift(),
		Volatility:     schedule.GetVolatility(),
		Flow:           schedule.GetFlow(),
		Seed:           plan.GetSeed(),
		PathCount:      paths,
	}
	if faults := kernel.Validate(request); faults != nil {
		t.Fatal(faults)
	}
	response, err := kernel.Simulate(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	merged := kernel.NewMerged(request.Years())
	merged.Add(response)
	return merged
}

// Without volatility and returns, the balance is a sum of flows.
func TestFlowsAddUp(t *testing.T) {
	plan := WithDefaults(&forecastv1.Plan{
		MonthlySaving:        proto.Float64(1000),
		SavingGrowth:         proto.Float64(0.1),
		YearsUntilRetirement: proto.Uint32(2),
		MonthlySpending:      proto.Float64(500),
		YearsToCover:         proto.Uint32(1),
	})
	schedule := Schedule(plan)
	want := slices.Concat(
		slices.Repeat([]float64{1000}, 12), slices.Repeat([]float64{1100}, 12), slices.Repeat([]float64{-500}, 12))
	if !slices.Equal(schedule.GetFlow(), want) {
		t.Errorf("flow is %v", schedule.GetFlow())
	}
}

func TestEveryLegalPlanHasALegalSchedule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plan := &forecastv1.Plan{}
		message := plan.ProtoReflect()
		for field, legal := range bounds.Fields(message) {
			value := rapid.OneOf(
				rapid.SampledFrom([]float64{legal.GetMin(), legal.GetMax()}),
				rapid.Float64Range(legal.GetMin(), legal.GetMax()),
			).Draw(t, string(field.Name()))
			message.Set(field, bounds.ValueOf(field, value))
		}
		plan.YearsToCover = proto.Uint32(min(plan.GetYearsToCover(), 100-plan.GetYearsUntilRetirement()))
		if faults := Validate(plan); faults != nil {
			t.Fatal(faults)
		}
		schedule := Schedule(plan)
		faults := kernel.Validate(&kernel.Request{
			InitialBalance: plan.GetInitialBalance(),
			Drift:          schedule.GetDrift(),
			Volatility:     schedule.GetVolatility(),
			Flow:           schedule.GetFlow(),
			PathCount:      1,
		})
		if faults != nil {
			t.Fatal(faults)
		}
	})
}
