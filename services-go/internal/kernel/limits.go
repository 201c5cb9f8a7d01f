package kernel

// The ranges of the contract.
const (
	// MonthsPerYear divides every schedule: schedules are whole years.
	MonthsPerYear = 12
	// MaxMonths is the longest schedule.
	MaxMonths = 1200
	// MaxAmount is the largest initial balance, and the largest flow either way. Currency.
	MaxAmount = 1e12
	// MaxDrift is the largest mean of base-2 logarithmic growth, either way. A month.
	MaxDrift = 1
	// MaxVolatility is the largest standard deviation of base-2 logarithmic growth. A month.
	MaxVolatility = 1
	// PathNumberEnd is above every path number, so that no sum of them can wrap.
	PathNumberEnd = 1 << 63
)
