// Package engine computes runs: it takes them from the store's queue, splits their paths
// into shards, sends these to the fleet, merges the answers and writes checkpoints.
//
//   - [Engine] takes runs from the queue, rescues runs whose holder died, and stops runs
//     that were cancelled.
//   - attempt is one try at one run, from its last checkpoint on.
//   - tally is what an attempt has so far: it becomes a checkpoint and a result.
//   - pathSet is the set of finished paths.
//   - saver writes checkpoints, progress tells of them.
//   - [Hub] tells watchers; it never waits for them.
package engine
