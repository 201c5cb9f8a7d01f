import { duration } from "../format/duration.ts";
import type { Fault } from "./fault.ts";
import { labelOf } from "./labels.ts";

/** A fault in plain words: what happened, and what one can do. */
export interface Words {
  readonly title: string;
  readonly detail: string;
}

/** Describes a fault for people. */
export function words({ cause }: Fault): Words {
  switch (cause.kind) {
    case "unreachable":
      return {
        title: "The gateway does not answer",
        detail: "Is the stack running? Start it with npm start.",
      };
    case "unauthorised":
      return { title: "A token is needed", detail: "This gateway answers only those who have its token." };
    case "refused":
      return { title: cause.problem.title, detail: detail(cause.problem) };
    default:
      return cause satisfies never;
  }
}

function detail(problem: Extract<Fault["cause"], { kind: "refused" }>["problem"]): string {
  const parts = (problem.errors ?? []).map(({ field, expected }) => `${labelOf(field)}: ${expected}`);
  if (parts.length === 0 && problem.detail) parts.push(problem.detail);
  if (problem.retryAfterMs) parts.push(`Try again in ${duration(problem.retryAfterMs)}`);
  const sentences = parts.map((part) => (part.endsWith(".") ? part : `${part}.`)).join(" ");
  return problem.requestId ? `${sentences} Request ${problem.requestId}.`.trim() : sentences;
}
