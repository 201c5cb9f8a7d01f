import type { Stack } from "@trivium/stack";
import { ask } from "./ask.ts";

/** What is looked at of a rollout. */
export interface Rollout {
  readonly state: { readonly version: number; readonly stage: string; readonly percent?: number };
  readonly evidence: { readonly compared: number; readonly mismatched: number };
  readonly candidate: { readonly implementation: string };
}

/** The rollout of a service. */
export async function rolloutOf(stack: Stack, service: string): Promise<Rollout> {
  return (await (await ask(stack, `/v1/rollout?service=${service}`)).json()) as Rollout;
}

/** Sets a rollout's stage and its share, as somebody who shows this token. */
export async function steer(
  { gatewayUrl }: Stack,
  token: string | undefined,
  service: string,
  change: object,
): Promise<Response> {
  const operator = { gatewayUrl, ...(token !== undefined && { token }) };
  return ask(operator, `/v1/rollout/stage?service=${service}`, { reason: "a test", ...change });
}
