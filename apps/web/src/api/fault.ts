import type { Problem } from "@trivium/gateway/schemas";

/** Why there is no answer. */
export type Cause =
  | { kind: "unreachable" }
  | { kind: "unauthorised" }
  | { kind: "refused"; problem: Problem };

/** The one error that calls throw, apart from an abort by the caller. */
export class Fault extends Error {
  override readonly cause: Cause;

  constructor(cause: Cause) {
    super(cause.kind === "refused" ? cause.problem.title : cause.kind);
    this.cause = cause;
  }

  /** Whether the same call may well succeed later. */
  get passing(): boolean {
    if (this.cause.kind !== "refused") return this.cause.kind === "unreachable";
    const { status } = this.cause.problem;
    return status === 408 || status === 429 || status >= 500;
  }

  /** The pause that the gateway asked for, if any. Unit: milliseconds. */
  get retryAfterMs(): number {
    return this.cause.kind === "refused" ? (this.cause.problem.retryAfterMs ?? 0) : 0;
  }
}

/** Whatever else goes wrong with an answer, it was not one of this gateway. */
export function asFault(error: unknown): Fault {
  return error instanceof Fault ? error : new Fault({ kind: "unreachable" });
}

/** Reads the refusal in a response; a body that is no problem document is described by its status. */
export async function refusal(response: Response): Promise<Fault> {
  if (response.status === 401) return new Fault({ kind: "unauthorised" });
  const fallback = { type: "about:blank", title: `HTTP ${response.status}`, requestId: "" };
  const isProblem = response.headers.get("content-type")?.includes("problem+json") === true;
  // A proxy in front answers 502 to 504 for a gateway that is not there.
  if (!isProblem && [502, 503, 504].includes(response.status)) return new Fault({ kind: "unreachable" });
  const body = isProblem ? ((await response.json().catch(() => ({}))) as Partial<Problem>) : {};
  return new Fault({ kind: "refused", problem: { ...fallback, ...body, status: response.status } });
}
