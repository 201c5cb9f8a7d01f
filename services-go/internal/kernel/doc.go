// Package kernel is the forecast kernel in Go, the twin of services-rust/kernel and
// packages/kernel, written from docs/contract.md.
//
// A balance is followed month by month along many random paths, and the kernel counts
// where the paths end up. It is a pure function: the same request has the same bits in
// every implementation, on every processor, however the paths are split into shards.
//
// Each month of each path takes one 32-bit word from a counter-based generator (Philox;
// Salmon et al. 2011), turns it into a standard normal by a rational approximation of the
// quantile function, and that into growth by 2^(drift + volatility*z). The balance grows,
// the flow is added, and it stops at zero. Each year the balance falls into one of 512
// bins; at the end its bits go into a checksum.
//
// # Guarded products
//
// Go may fuse x*y + z into one operation with one rounding, on arm64 and, with
// GOAMD64=v3, on amd64. The contract forbids it. An explicit conversion prevents it, so
// every product that feeds an addition or a subtraction is written float64(x*y). Linters
// that call these conversions redundant are wrong; a test reads the compiled code.
package kernel
