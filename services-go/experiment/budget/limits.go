package budget

// Limits are what a candidate may do before its rollout goes back. The zero value of a field
// stands for its default.
type Limits struct {
	// Mismatches is the number of answers that may differ. 0 is the default: none.
	Mismatches uint64
	// ErrorExcess is how much the candidate's share of failed calls may be above the
	// control's. 0 .. 1, 0.01 by default.
	ErrorExcess float64
	// RefusalExcess is how much the candidate's share of refused calls may be above the
	// control's. 0 .. 1, 0.01 by default; at 1 refusals are shown, and never a breach.
	RefusalExcess float64
	// LatencyFactor is how many times the control's 99th percentile the candidate's may be, by
	// unit of work. 1 by default: a candidate that is to be faster must not be slower. To
	// know a 99th percentile takes about 2,000 calls of either side. What is grossly slow is
	// found in a tenth of that: half of the candidate's calls may not take longer than
	// this factor times what 90 % of the control's calls take.
	LatencyFactor float64
	// MinSamples is the number of calls below which nothing passes. 100 by default.
	MinSamples uint64
	// FalseAlarms is the chance that a candidate which keeps to the limits of errors,
	// refusals and latency is ever found to break one of them, however often and however long one
	// looks. 1e-6 by default.
	FalseAlarms float64
}

// orDefaults are the limits with the defaults in place of zeros.
func (l Limits) orDefaults() Limits {
	if l.ErrorExcess == 0 {
		l.ErrorExcess = 0.01
	}
	if l.RefusalExcess == 0 {
		l.RefusalExcess = 0.01
	}
	if l.LatencyFactor == 0 {
		l.LatencyFactor = 1
	}
	if l.MinSamples == 0 {
		l.MinSamples = 100
	}
	if l.FalseAlarms == 0 {
		l.FalseAlarms = 1e-6
	}
	return l
}
