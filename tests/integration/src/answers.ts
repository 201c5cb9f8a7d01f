import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { instancesOf, ROOT, SERVICES, type ServiceName, type Stack } from "@trivium/stack";
import { describe, expect, test } from "vitest";
import { ask } from "./ask.ts";

const POLL_MS = 50;

/** A known answer: what a service computes for a request, or the fields that it finds at fault. */
interface Vector {
  readonly name: string;
  readonly request: object;
  readonly value?: string;
  readonly faults?: readonly string[];
}

/** What the gateway answers, as far as known answers tell. */
interface Answer {
  readonly value?: string;
  readonly errors?: readonly { readonly field: string }[];
}

/**
 * Declares, for each service that has a route and known answers in services.json, that any stack
 * gives these; the stack is there by the time the tests run.
 */
export function playAnswers(running: () => Stack): void {
  for (const [name, { route, vectors }] of Object.entries(SERVICES)) {
    if (route === undefined || vectors === undefined) continue;
    const known = JSON.parse(readFileSync(join(ROOT, vectors), "utf8")) as Vector[];
    describe(name, () => playRoute(running, name as ServiceName, route, known));
  }
}

function playRoute(running: () => Stack, name: ServiceName, route: string, known: readonly Vector[]): void {
  test.each(known)("known answer: $name", async ({ request, value, faults }) => {
    const answer = (await (await ask(running(), route, request)).json()) as Answer;
    expect(answer.value).toBe(value);
    expect(answer.errors?.map(({ field }) => field)).toEqual(faults);
  });

  const { request = {}, value } = known.find((vector) => vector.value !== undefined) ?? {};
  const answers = async () => {
    while ((await ask(running(), route, request)).status !== 200) await sleep(POLL_MS);
  };

  test("without it the route is unavailable, and with it again it answers", async () => {
    await killAll(running(), name);
    expect((await ask(running(), route, request)).status).toBe(503);
    await startAll(running(), name);
    await answers();
  });

  test.each(calleesOf(name))("without %s the route answers the same, or is unavailable", async (callee) => {
    await killAll(running(), callee);
    const response = await ask(running(), route, request);
    if (response.status !== 503) expect(await response.json()).toMatchObject({ value });
    await startAll(running(), callee);
    await answers();
  });
}

/** Services that one calls, and those that they call. */
function calleesOf(name: ServiceName): ServiceName[] {
  const callees = (SERVICES[name]?.calls ?? []) as ServiceName[];
  return [...new Set(callees.flatMap((callee) => [callee, ...calleesOf(callee)]))];
}

async function killAll(stack: Stack, name: ServiceName): Promise<void> {
  await Promise.all(instancesOf(name).map((instance) => stack.kill(instance)));
}

async function startAll(stack: Stack, name: ServiceName): Promise<void> {
  await Promise.all(instancesOf(name).map((instance) => stack.start(instance)));
}
