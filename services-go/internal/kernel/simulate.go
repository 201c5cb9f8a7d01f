package kernel

import "context"

// Paths between two looks at whether to stop: at most 38,400 path-months, about a
// millisecond of work.
const blockPaths = 32

// Response is the outcome of a shard. Integers only, so that shards merge exactly and in
// any order.
type Response struct {
	// Counts has the paths by year and bin: Counts[year*Bins+bin].
	Counts []uint32
	// DepletedPaths is the number of paths whose balance was zero or below at the end of
	// some month.
	DepletedPaths uint32
	// Checksum is the sum of the paths' hashes, modulo 2^64.
	Checksum uint64
}

// Simulate computes a shard. The request must be legal: see [Validate]. It returns the
// context's error as soon as the context is done, and no response then.
func Simulate(ctx context.Context, r *Request) (*Response, error) {
	response := &Response{Counts: make([]uint32, r.Years()*Bins)}
	end := r.FirstPath + uint64(r.PathCount)
	for first := r.FirstPath; first < end; first += blockPaths {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		for path := first; path < min(first+blockPaths, end); path++ {
			b := follow(r, path, response.Counts)
			if b.low <= 0 {
				response.DepletedPaths++
			}
			response.Checksum += pathHash(path, b)
		}
	}
	return response, nil
}

// TracePath follows one path of a request and returns its final and its lowest balance.
// For finding faults; not part of a response.
func TracePath(r *Request, path uint64) (final, lowest float64) {
	b := follow(r, path, make([]uint32, r.Years()*Bins))
	return b.now, b.low
}

// follow lives through a path's months and counts its balance at the end of each year.
func follow(r *Request, path uint64, counts []uint32) balance {
	// Adding +0 turns -0 into +0 and changes nothing else.
	b := newBalance(r.InitialBalance + 0)
	key0, key1 := uint32(r.Seed), uint32(r.Seed>>32)
	low, high := uint32(path), uint32(path>>32)
	months := len(r.Drift)
	drift, volatility, flow := r.Drift[:months], r.Volatility[:months], r.Flow[:months]
	for month := 0; month < months; month += wordsPerCounter {
		var words [wordsPerCounter]uint32
		words[0], words[1], words[2], words[3] = philox(uint32(month/wordsPerCounter), low, high, 0, key0, key1)
		for i, word := range words {
			m := month + i
			growth := exp2(drift[m] + float64(volatility[m]*normal(word)))
			b.advance(growth, flow[m])
		}
		if end := month + wordsPerCounter; end%MonthsPerYear == 0 {
			year := end/MonthsPerYear - 1
			counts[year*Bins+Bin(b.now)]++
		}
	}
	return b
}
