import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { HttpProblem } from "./problems.ts";

/** A hook that lets only callers with the token pass. */
export function bearerToken(token: string): (request: FastifyRequest) => Promise<void> {
  const expected = digest(`Bearer ${token}`);
  return async (request) => {
    const given = digest(request.headers.authorization ?? "");
    if (!timingSafeEqual(given, expected)) {
      throw new HttpProblem(401, "unauthenticated", "send the token as Authorization: Bearer TOKEN");
    }
  };
}

/** Digests have one length, so comparing them takes one time. */
const digest = (text: string) => createHash("sha256").update(text).digest();
