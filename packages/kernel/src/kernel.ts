import type { Request } from "./request.ts";
import { type Response, simulate, tracePath } from "./simulate.ts";

/** A kernel that can be called from here, whatever it is written in. */
export interface Kernel {
  /** Simulates a shard. The request must be legal: see `validate`. */
  simulate(request: Request): Response;
  /** Follows one path of a request to its final and its lowest balance. */
  tracePath(request: Request, path: bigint): { final: number; lowest: number };
}

/** The kernel of this package. */
export const typescriptKernel: Kernel = { simulate, tracePath };
