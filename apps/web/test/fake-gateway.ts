import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Forecast, Plan } from "@trivium/gateway/schemas";
import { defaultPlan } from "../src/plan/fields.ts";
import { fakeResult } from "./fake-answer.ts";

/** A stand-in for the gateway with made-up numbers: the page's tests move it step by step. */
export interface FakeGateway {
  readonly origin: string;
  /** What arrived, oldest first. */
  readonly requests: readonly { method: string; path: string; lastEventId: string | undefined }[];
  /** Puts a run into a new state and tells all who watch it. */
  readonly advance: (id: string, pathsDone: number | "cancelled") => void;
  /** Breaks every open stream, as a restart would. */
  readonly dropStreams: () => void;
  readonly close: () => Promise<void>;
}

/** What a fake gateway is like. */
export interface FakeOptions {
  readonly port?: number;
  /** Refuse calls without this token. */
  readonly token?: string;
  /** Called with each new run, to move it along. */
  readonly onCreated?: (id: string, gateway: FakeGateway) => void;
}

/** Starts a fake gateway on loopback. */
export async function startFakeGateway(options: FakeOptions = {}): Promise<FakeGateway> {
  const runs = new Map<string, Forecast>();
  const watchers = new Set<{ id: string; response: ServerResponse }>();
  const requests: { method: string; path: string; lastEventId: string | undefined }[] = [];

  const tell = ({ id, response }: { id: string; response: ServerResponse }) => {
    const forecast = runs.get(id);
    response.write(`id: ${forecast?.revision}\nevent: forecast\ndata: ${JSON.stringify(forecast)}\n\n`);
    if (forecast?.state === "succeeded" || forecast?.state === "cancelled") response.end();
  };
  const advance: FakeGateway["advance"] = (id, pathsDone) => {
    const now = runs.get(id);
    if (now === undefined || now.state === "succeeded" || now.state === "cancelled") return;
    runs.set(id, after(now, pathsDone));
    for (const watcher of watchers) if (watcher.id === id) tell(watcher);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname: path } = new URL(request.url ?? "/", "http://fake");
    const method = request.method ?? "GET";
    const lastEventId = request.headers["last-event-id"] as string | undefined;
    requests.push({ method, path, lastEventId });
    if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) {
      return problem(response, 401, "Unauthorised");
    }
    if (path === "/v1/previews") {
      const plan = { ...defaultPlan, ...((await body(request)) as Partial<Plan>) };
      return json(response, 200, { plan, result: fakeResult(plan, 10_000, 0) });
    }
    if (path === "/v1/forecasts" && method === "POST") {
      const plan = { ...defaultPlan, ...((await body(request)) as Partial<Plan>) };
      const forecast: Forecast = { id: randomUUID(), plan, createTime: new Date().toISOString(), revision: 1, state: "queued" };
      runs.set(forecast.id, forecast);
      json(response, 201, forecast);
      return options.onCreated?.(forecast.id, gateway);
    }
    if (path === "/v1/forecasts") return json(response, 200, { forecasts: [...runs.values()].toReversed() });
    const [, , , id = "", events] = path.split("/");
    if (!runs.has(id)) return problem(response, 404, "No such forecast");
    if (method === "DELETE") advance(id, "cancelled");
    if (events !== "events") return json(response, 200, runs.get(id));
    const watcher = { id, response };
    watchers.add(watcher);
    response.on("close", () => watchers.delete(watcher));
    response.writeHead(200, { "content-type": "text/event-stream" });
    return tell(watcher);
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const gateway: FakeGateway = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    advance,
    dropStreams: () => {
      for (const { response } of watchers) response.destroy();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return gateway;
}

function after(now: Forecast, pathsDone: number | "cancelled"): Forecast {
  const { id, plan, createTime } = now;
  const common = { id, plan, createTime, revision: now.revision + 1 };
  const endTime = new Date().toISOString();
  if (pathsDone === "cancelled") return { ...common, state: "cancelled", endTime };
  const elapsedMs = Date.now() - Date.parse(createTime);
  const result = fakeResult(plan, pathsDone, elapsedMs);
  if (pathsDone >= plan.paths) return { ...common, state: "succeeded", result, endTime };
  const pathsPerSecond = (1000 * pathsDone) / Math.max(1, elapsedMs);
  const timeLeftMs = (1000 * (plan.paths - pathsDone)) / pathsPerSecond;
  const progress = { pathsDone, pathsTotal: plan.paths, pathsPerSecond, timeLeftMs };
  return { ...common, state: "running", progress, partial: result };
}

async function body(request: IncomingMessage): Promise<unknown> {
  return JSON.parse(Buffer.concat(await request.toArray()).toString("utf8"));
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}

function problem(response: ServerResponse, status: number, title: string): void {
  const value = { type: "about:blank", title, status, requestId: "fake" };
  response.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify(value));
}
