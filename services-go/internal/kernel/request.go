package kernel

import "fmt"

// Request is one shard: a range of random paths of one schedule.
type Request struct {
	// InitialBalance is the balance before the first month. Currency, 0 to 1e12.
	InitialBalance float64
	// Drift is the mean of the base-2 logarithm of growth, by month. -1 to 1. Its length
	// M is a multiple of 12, from 12 to 1200.
	Drift []float64
	// Volatility is the standard deviation of the base-2 logarithm of growth, by month.
	// 0 to 1. Length M.
	Volatility []float64
	// Flow is paid in (+) or taken out (-) at the end of each month. Currency, -1e12 to
	// 1e12. Length M.
	Flow []float64
	// Seed is the key of the random numbers. Any value.
	Seed uint64
	// FirstPath is the number of the first path. At most 2^63 - PathCount.
	FirstPath uint64
	// PathCount is the number of paths. At least 1.
	PathCount uint32
}

// Years is the length of the schedule.
func (r *Request) Years() int { return len(r.Drift) / MonthsPerYear }

// FieldError is a field that breaks the contract, and how.
type FieldError struct {
	// Field is its name, as in the contract.
	Field string
	// Description is what was expected.
	Description string
}

func (e FieldError) Error() string { return e.Field + " " + e.Description }

// Validate returns every faulty field of a request, in the order of the contract; none
// when it is legal.
func Validate(r *Request) []FieldError {
	var faults []FieldError
	check := func(field, fault string) {
		if fault != "" {
			faults = append(faults, FieldError{Field: field, Description: fault})
		}
	}
	months := len(r.Drift)
	check("initial_balance", amountFault(r.InitialBalance))
	check("drift", driftFault(r.Drift))
	check("volatility", monthsFault(r.Volatility, months, 0, MaxVolatility, "0 to 1"))
	check("flow", monthsFault(r.Flow, months, -MaxAmount, MaxAmount, "-1e12 to 1e12"))
	check("first_path", firstPathFault(r.FirstPath, r.PathCount))
	check("path_count", pathCountFault(r.PathCount))
	return faults
}

func amountFault(balance float64) string {
	if balance >= 0 && balance <= MaxAmount {
		return ""
	}
	return "must be a finite amount from 0 to 1e12"
}

func driftFault(drift []float64) string {
	months := len(drift)
	if months%MonthsPerYear != 0 || months < MonthsPerYear || months > MaxMonths {
		return fmt.Sprintf("must have a multiple of 12 months, from 12 to 1200, but has %d", months)
	}
	return rangeFault(drift, -MaxDrift, MaxDrift, "-1 to 1")
}

func monthsFault(values []float64, months int, low, high float64, text string) string {
	if len(values) != months {
		return fmt.Sprintf("must have as many months as drift, %d, but has %d", months, len(values))
	}
	return rangeFault(values, low, high, text)
}

func rangeFault(values []float64, low, high float64, text string) string {
	for month, value := range values {
		if !(value >= low && value <= high) {
			return fmt.Sprintf("must be finite and from %s, but is not in month %d", text, month)
		}
	}
	return ""
}

func firstPathFault(firstPath uint64, pathCount uint32) string {
	if firstPath > PathNumberEnd-uint64(pathCount) {
		return "must be at most 2^63 - path_count"
	}
	return ""
}

func pathCountFault(pathCount uint32) string {
	if pathCount == 0 {
		return "must be at least 1"
	}
	return ""
}
