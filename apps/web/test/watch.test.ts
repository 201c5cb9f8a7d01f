import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import type { Fault } from "../src/api/fault.ts";
import { type Sighting, watch } from "../src/api/watch.ts";

const ID = "01890a5d-ac96-774b-bcce-b302099a8057";

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A gateway whose n-th answer is the n-th handler. */
async function gatewayWith(...handlers: Handler[]) {
  const server = createServer((request, response) => handlers.shift()?.(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    gateway: { origin: `http://127.0.0.1:${port}`, token: () => undefined },
    [Symbol.dispose]: () => void server.close(),
  };
}

const states =
  (...revisions: readonly (readonly [revision: number, state: string])[]): Handler =>
  (_, response) => {
    response.setHeader("content-type", "text/event-stream");
    for (const [revision, state] of revisions) {
      response.write(
        `id: ${revision}\nevent: forecast\ndata: ${JSON.stringify({ id: ID, state, revision })}\n\n`,
      );
    }
    response.end();
  };

const problem =
  (status: number): Handler =>
  (_, response) => {
    response.writeHead(status, { "content-type": "application/problem+json" });
    response.end(JSON.stringify({ type: "/problems/x", title: "x", status, requestId: "1" }));
  };

const shown = (sighting: Sighting) =>
  sighting.kind === "lost" ? "lost" : `${sighting.forecast.revision} ${sighting.forecast.state}`;

test("a stream that breaks is taken up behind the last state seen, and left at the end", async () => {
  let resumedAt: string | string[] | undefined;
  const last = states([4, "succeeded"]);
  using served = await gatewayWith(
    states([1, "running"], [3, "running"]),
    problem(503),
    (request, response) => {
      resumedAt = request.headers["last-event-id"];
      last(request, response);
    },
  );
  const noWait = () => Promise.resolve();
  const seen = await Array.fromAsync(watch(served.gateway, ID, new AbortController().signal, noWait), shown);
  expect(seen).toEqual(["1 running", "3 running", "lost", "lost", "4 succeeded"]);
  expect(resumedAt).toBe("3");
});

test("a run that is not known is not asked for again", async () => {
  using served = await gatewayWith(problem(404));
  const watching = watch(served.gateway, ID, new AbortController().signal).next();
  await expect(watching).rejects.toMatchObject({ passing: false } satisfies Partial<Fault>);
});
