package stage

// RefusedError says why a step is not allowed.
type RefusedError struct {
	// Reason is what is missing, for whoever asked.
	Reason string
}

func (e *RefusedError) Error() string { return "the step is refused: " + e.Reason }
