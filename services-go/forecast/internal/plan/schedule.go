package plan

import (
	"math"

	forecastv1 "github.com/trivium/trivium/services-go/gen/trivium/forecast/v1"
	"github.com/trivium/trivium/services-go/internal/kernel"
)

// Mathematical functions may differ in the last bit between platforms. Rounding what
// they yield to these steps makes it most unlikely that a schedule, and so a checksum,
// differs for that.
const (
	growthSteps   = 1 << 40
	currencySteps = 100
)

// Schedule turns a legal plan with its defaults into months, in today's money.
//
// A year's growth is lognormal with mean 1+r and standard deviation s: its logarithm has
// variance ln(1 + s²/(1+r)²) and mean ln(1+r) minus half of that; inflation takes
// ln(1+i) off. A month has a twelfth of mean and variance, in units of base-2 logarithms.
// The saving grows once a year.
func Schedule(plan *forecastv1.Plan) *forecastv1.Schedule {
	monthsUntil := kernel.MonthsPerYear * int(plan.GetYearsUntilRetirement())
	months := monthsUntil + kernel.MonthsPerYear*int(plan.GetYearsToCover())
	before := monthlyGrowth(plan.GetReturnBefore(), plan.GetVolatilityBefore(), plan.GetInflation())
	after := monthlyGrowth(plan.GetReturnAfter(), plan.GetVolatilityAfter(), plan.GetInflation())

	schedule := &forecastv1.Schedule{
		Drift:      make([]float64, months),
		Volatility: make([]float64, months),
		Flow:       make([]float64, months),
	}
	for month := range months {
		growth, flow := after, -plan.GetMonthlySpending()
		if month < monthsUntil {
			growth, flow = before, saving(plan, month/kernel.MonthsPerYear)
		}
		schedule.Drift[month] = growth.drift
		schedule.Volatility[month] = growth.volatility
		schedule.Flow[month] = rounded(flow, currencySteps)
	}
	return schedule
}

// growth is the distribution of a month's growth, as base-2 logarithm.
type growth struct{ drift, volatility float64 }

func monthlyGrowth(yearlyReturn, yearlyVolatility, inflation float64) growth {
	relative := yearlyVolatility / (1 + yearlyReturn)
	variance := math.Log1p(relative * relative)
	mean := math.Log1p(yearlyReturn) - variance/2 - math.Log1p(inflation)
	return growth{
		drift:      rounded(mean/kernel.MonthsPerYear/math.Ln2, growthSteps),
		volatility: rounded(math.Sqrt(variance/kernel.MonthsPerYear)/math.Ln2, growthSteps),
	}
}

// saving is the monthly saving in a year from today.
func saving(plan *forecastv1.Plan, year int) float64 {
	amount := plan.GetMonthlySaving()
	for range year {
		amount *= 1 + plan.GetSavingGrowth()
	}
	return amount
}

func rounded(value, steps float64) float64 {
	// Adding +0 turns -0 into +0.
	return math.Round(value*steps)/steps + 0
}
