import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LocalStack } from "@trivium/stack";
import autocannon from "autocannon";
import type { Effort } from "../effort.ts";
import { Peer } from "../peer.ts";
import type { Progress } from "../progress.ts";
import { type Spread, spreadOf } from "../spread.ts";
import type { Caller } from "./caller.ts";

const GRPC_GATEWAY = join(import.meta.dirname, "../../bin/grpc-gateway");
const CONNECTIONS = 16;
const TIMEOUT_S = 10;
/** Creates a round: a number, not a time, since each is a run that waits. */
const CREATES = 400;
/** The smallest run there is. */
const PATHS = 1000;

export const SERVERS = ["gateway", "Fastify alone", "grpc-gateway"] as const;
export type Server = (typeof SERVERS)[number];

export const REQUESTS = ["read a finished run", "list 20 runs", "create a run"] as const;
export type RequestKind = (typeof REQUESTS)[number];

/** Requests a second. */
export interface Throughput {
  readonly request: RequestKind;
  readonly connections: number;
  readonly servers: Readonly<Record<Server, Spread>>;
}

type Shot = Pick<autocannon.Options, "url" | "requests" | "amount" | "duration">;

/**
 * Measures requests a second, of each server in turn, with one client. Creates come last,
 * without simulators: what is measured is accepting runs, not computing them.
 */
export async function measureThroughput(
  stack: LocalStack,
  caller: Caller,
  effort: Effort,
  progress: Progress,
  signal: AbortSignal,
): Promise<Throughput[]> {
  const { id } = await caller.run(caller.plan(PATHS));
  await using peers = new AsyncDisposableStack();
  const urls = await startServers(stack, id, peers, signal);
  const rows: Throughput[] = [];
  for (const request of REQUESTS) {
    if (request === "create a run") await Promise.all([stack.kill("simulator-1"), stack.kill("simulator-2")]);
    const rates: Record<Server, number[]> = { gateway: [], "Fastify alone": [], "grpc-gateway": [] };
    for (let round = 1; round <= effort.throughputRounds; round++) {
      // The order alternates, so that no server always comes after another.
      for (const server of round % 2 === 1 ? SERVERS : SERVERS.toReversed()) {
        signal.throwIfAborted();
        progress.step(`road: ${request}, round ${round} of ${effort.throughputRounds}`);
        rates[server].push(await rateOf(shotAt(server, request, urls[server], id, effort), signal));
      }
    }
    const [gateway, alone, grpcGateway] = SERVERS.map((server) => spreadOf(rates[server]));
    rows.push({
      request,
      connections: CONNECTIONS,
      servers: { gateway, "Fastify alone": alone, "grpc-gateway": grpcGateway } as Record<Server, Spread>,
    });
  }
  return rows;
}

async function startServers(
  stack: LocalStack,
  id: string,
  peers: AsyncDisposableStack,
  signal: AbortSignal,
): Promise<Record<Server, string>> {
  if (!existsSync(GRPC_GATEWAY)) throw new Error("grpc-gateway is not built: npm run build");
  const gateway = stack.gatewayUrl;
  const text = async (path: string) => (await fetch(`${gateway}${path}`, { signal })).text();
  const started = async (name: string, command: string[], question: unknown) => {
    const peer = peers.use(new Peer({ name, command }, signal));
    return (await peer.ask<{ url: string }>(question)).url;
  };
  const read = await text(`/v1/forecasts/${id}`);
  const canned = { read, list: await text("/v1/forecasts?limit=20"), created: read };
  return {
    gateway,
    "Fastify alone": await started(
      "Fastify",
      [process.execPath, join(import.meta.dirname, "fastify.ts")],
      canned,
    ),
    "grpc-gateway": await started(
      "grpc-gateway",
      [GRPC_GATEWAY, "-forecast", await stack.address("forecast")],
      {},
    ),
  };
}

/** The same request in each server's words. */
function shotAt(server: Server, request: RequestKind, url: string, id: string, effort: Effort): Shot {
  const duration = effort.throughputSeconds;
  switch (request) {
    case "read a finished run":
      return { url: `${url}/v1/forecasts/${id}`, duration };
    case "list 20 runs":
      return {
        url: `${url}/v1/forecasts?${server === "grpc-gateway" ? "page_size" : "limit"}=20`,
        duration,
      };
    case "create a run":
      return {
        url: `${url}/v1/forecasts`,
        requests: [creation(server)],
        ...(server === "Fastify alone" ? { duration } : { amount: CREATES }),
      };
    default:
      return request satisfies never;
  }
}

/** Each with a key of its own. */
function creation(server: Server): autocannon.Request {
  return {
    method: "POST",
    setupRequest: (request) => {
      const key = randomUUID();
      const plan = { paths: PATHS };
      const body = server === "grpc-gateway" ? { requestId: key, plan } : plan;
      return {
        ...request,
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify(body),
      };
    },
  };
}

/** Requests a second; every answer must be a good one. */
async function rateOf(shot: Shot, signal: AbortSignal): Promise<number> {
  const { good, bad, milliseconds } = await fire(shot, signal);
  signal.throwIfAborted();
  if (bad > 0) throw new Error(`${shot.url}: ${bad} of ${good + bad} requests failed`);
  return (good * 1000) / milliseconds;
}

function fire(shot: Shot, signal: AbortSignal): Promise<{ good: number; bad: number; milliseconds: number }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let last = start;
    const options = { ...shot, connections: CONNECTIONS, timeout: TIMEOUT_S };
    const firing = autocannon(options, (error: Error | null, result) => {
      signal.removeEventListener("abort", stop);
      if (error !== null) reject(error);
      else resolve({ good: result["2xx"], bad: result.non2xx + result.errors, milliseconds: last - start });
    });
    const stop = () => firing.stop?.();
    signal.addEventListener("abort", stop, { once: true });
    // The result's own duration is in whole seconds when a number of requests is asked for.
    firing.on("response", () => {
      last = performance.now();
    });
  });
}
