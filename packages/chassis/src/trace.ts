/** One trace from browser to kernel: W3C Trace Context (https://www.w3.org/TR/trace-context/). */

import { randomBytes } from "node:crypto";

const LEGAL = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** A call's place in its trace. */
export interface Trace {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** What is sent on to other services. */
  readonly traceparent: string;
}

/** Goes on with the trace that a caller names, or begins one. */
export function traceOf(traceparent: string | undefined): Trace {
  const given = LEGAL.exec(traceparent ?? "")?.[1];
  const traceId = given ?? randomBytes(16).toString("hex");
  return { traceId, traceparent: `00-${traceId}-${randomBytes(8).toString("hex")}-01` };
}
