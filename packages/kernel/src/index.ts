/**
 * The forecast kernel in TypeScript, the twin of `services-rust/kernel` and
 * `services-go/internal/kernel`, written from `docs/contract.md`: the oracle of the
 * tests, and the page's fallback. It needs nothing but the language.
 *
 * A balance is followed month by month along many random paths, and the kernel counts
 * where the paths end up. It is a pure function: the same request has the same bits in
 * every implementation, however the paths are split into shards.
 *
 * Each month of each path takes one 32-bit word from a counter-based generator (Philox;
 * Salmon et al. 2011), turns it into a standard normal by a rational approximation of the
 * quantile function, and that into growth by 2^(drift + volatility z). The balance grows,
 * the flow is added, and it stops at zero. Each year it falls into one of 512 bins; at
 * the end its bits go into a checksum.
 *
 * @module
 */
export { exp2 } from "./exp2.ts";
export { BINS, bin, lowerEdge } from "./histogram.ts";
export { type Kernel, typescriptKernel } from "./kernel.ts";
export * from "./limits.ts";
export { Merged } from "./merge.ts";
export { normal } from "./normal.ts";
export { philox } from "./philox.ts";
export { type FieldError, type Request, validate } from "./request.ts";
export { type Response, Stopped, simulate, tracePath } from "./simulate.ts";
export { type Summary, summarize, type Year } from "./summary.ts";
