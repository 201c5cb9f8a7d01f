/** One trace from browser to hot path: W3C Trace Context (https://www.w3.org/TR/trace-context/). */

import { randomUUID } from "node:crypto";

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
  const traceId = LEGAL.exec(traceparent ?? "")?.[1] ?? randomDigits();
  return { traceId, traceparent: `00-${traceId}-${randomDigits().slice(16)}-01` };
}

/** 32 hexadecimal digits. Node draws UUIDs in advance, so these cost less than random bytes. */
const randomDigits = () => randomUUID().replaceAll("-", "");
