import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { refuseOtherSites } from "./otherSites.ts";
import { HttpProblem } from "./problems.ts";

/** Bearer tokens; without any, only this machine is served. */
export interface Tokens {
  /** Of those who may do everything but what is the operators'. */
  readonly apiToken: string | undefined;
  /** Of those who may do everything. */
  readonly operatorToken: string | undefined;
}

type Hook = (request: FastifyRequest) => Promise<void>;

/** A hook that lets only callers with a token pass, if there is one to show. */
export function requireReader(tokens: Tokens): Hook {
  const roleOf = roles(tokens);
  return async (request) => {
    if (tokens.apiToken !== undefined && roleOf(request) === undefined) throw unauthenticated();
  };
}

/** A hook that lets only operators pass; where there are no tokens, only pages and programs of this machine. */
export function requireOperator(tokens: Tokens): Hook {
  if (tokens.apiToken === undefined && tokens.operatorToken === undefined) return refuseOtherSites;
  const roleOf = roles(tokens);
  return async (request) => {
    switch (roleOf(request)) {
      case "operator":
        return;
      case "reader":
        throw new HttpProblem(403, "operator-required", "only the operator's token may do this");
      default:
        throw unauthenticated();
    }
  };
}

/** Tells whose token a request shows. */
function roles({ apiToken, operatorToken }: Tokens) {
  const expected = new Map([
    ["operator" as const, headerFor(operatorToken)],
    ["reader" as const, headerFor(apiToken)],
  ]);
  return ({ headers }: FastifyRequest) => {
    const given = digest(headers.authorization ?? "");
    for (const [role, header] of expected) {
      if (header !== undefined && timingSafeEqual(given, header)) return role;
    }
    return undefined;
  };
}

function unauthenticated(): HttpProblem {
  return new HttpProblem(401, "unauthenticated", "send the token as Authorization: Bearer TOKEN");
}

const headerFor = (token: string | undefined) =>
  token === undefined ? undefined : digest(`Bearer ${token}`);

/** Digests have one length, so comparing them takes one time. */
const digest = (text: string) => createHash("sha256").update(text).digest();
