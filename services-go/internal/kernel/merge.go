package kernel

// Merged is any number of shards of one schedule.
type Merged struct {
	// Counts has the paths by year and bin: Counts[year*Bins+bin].
	Counts []uint64
	// DepletedPaths is the number of paths whose balance was zero or below at the end of
	// some month.
	DepletedPaths uint64
	// Checksum is the sum of the shards' checksums, modulo 2^64.
	Checksum uint64
}

// NewMerged has no shards yet.
func NewMerged(years int) *Merged {
	return &Merged{Counts: make([]uint64, years*Bins)}
}

// Add adds a shard of the same number of years. The order of shards does not matter.
func (m *Merged) Add(shard *Response) {
	for i, count := range shard.Counts {
		m.Counts[i] += uint64(count)
	}
	m.DepletedPaths += uint64(shard.DepletedPaths)
	m.Checksum += shard.Checksum
}
