package engine

// A revision orders the states of a run, across attempts and whoever tells of them: the
// attempt in the upper bits, the change within it in the lower 32.
const attemptShift = 32

// revisionQueued is before every change of the next attempt.
func revisionQueued(attempts uint32) uint64 { return uint64(attempts+1) << attemptShift }

// revisionRunning is after so many changes. They go on counting from attempt to attempt.
func revisionRunning(attempt, changes uint32) uint64 {
	return uint64(attempt)<<attemptShift + uint64(changes) + 1
}

// revisionEnded is above every other.
func revisionEnded(attempts uint32) uint64 { return revisionQueued(attempts+1) - 1 }
