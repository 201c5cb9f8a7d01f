import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { StageRefusal } from "@trivium/gateway/schemas";

/** A request as it arrived. */
export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** Answers a request: a value as JSON, a {@link Refused} as a problem; or it writes by itself. */
type Handler = (arrived: Arrived, response: ServerResponse) => unknown;

/** A refusal of the gateway. */
export class Refused {
  readonly problem: StageRefusal;

  constructor(status: number, slug: string, more: Partial<StageRefusal> = {}) {
    this.problem = { type: `/problems/${slug}`, title: "Title", status, requestId: "r", ...more };
  }
}

/** A gateway on loopback that knows the routes of a test, such as "GET /v1/rollout". */
export interface FakeGateway extends AsyncDisposable {
  readonly url: string;
  readonly arrived: Arrived[];
}

/** Serves routes; port 0 takes a free one. */
export async function serve(routes: Readonly<Record<string, Handler>>, port = 0): Promise<FakeGateway> {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    void respond(request, response, routes, arrived);
  });
  await new Promise<void>((listening) => void server.listen(port, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrived,
    [Symbol.asyncDispose]: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Readonly<Record<string, Handler>>,
  arrived: Arrived[],
): Promise<void> {
  const { method = "", url = "" } = request;
  const body = await text(request);
  const it: Arrived = {
    method,
    path: url,
    body: body === "" ? undefined : JSON.parse(body),
    authorization: request.headers.authorization,
  };
  arrived.push(it);
  const handler = routes[`${method} ${url}`] ?? (() => new Refused(404, "route-not-found"));
  const answer = handler(it, response);
  if (response.headersSent) return;
  const [status, type, value] =
    answer instanceof Refused
      ? [answer.problem.status, "application/problem+json", answer.problem]
      : [200, "application/json; charset=utf-8", answer];
  response.writeHead(status, { "content-type": type }).end(JSON.stringify(value));
}

/** Begins a stream of server-sent events. */
export function stream(response: ServerResponse, ...values: unknown[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const value of values) response.write(`event: rollout\ndata: ${JSON.stringify(value)}\n\n`);
}
