import { Client, credentials, type Deadline, Metadata } from "@grpc/grpc-js";
import { pino } from "pino";
import { Registry } from "prom-client";
import { Calls, type Handler } from "../src/calls.ts";
import { type CallError, callErrorOf } from "../src/errors.ts";
import { type RunningServer, serve } from "../src/server.ts";

const text = {
  serialize: (value: string) => Buffer.from(value),
  deserialize: (bytes: Buffer) => bytes.toString(),
};
const PATH = "/test.v1.EchoService/Echo";

/** A service whose messages are texts. */
const definition = {
  echo: {
    path: PATH,
    requestStream: false,
    responseStream: false,
    requestSerialize: text.serialize,
    requestDeserialize: text.deserialize,
    responseSerialize: text.serialize,
    responseDeserialize: text.deserialize,
  },
} as const;

interface Options {
  signal?: AbortSignal;
  deadline?: Deadline;
}

/** A service on loopback, and a client of it. */
export interface Echo extends AsyncDisposable {
  readonly running: RunningServer;
  readonly registry: Registry;
  /** For any service of the server. */
  readonly client: Client;
  /** @throws {CallError} */
  ask(request: string, options?: Options): Promise<string>;
  /** The answer to a GET at the admin port. */
  get(path: string): Promise<Response>;
}

/** Serves texts that a handler makes of texts. */
export async function echo(handle: Handler<string, string>, drainTimeoutMs = 10_000): Promise<Echo> {
  const registry = new Registry();
  const logger = pino({ level: "silent" });
  const calls = new Calls("echo", registry, logger);
  const free = { host: "127.0.0.1", port: 0 };
  const settings = { listen: free, admin: free, drainTimeoutMs };
  const running = await serve(
    [calls.serve(definition, { echo: () => handle }, {})],
    settings,
    registry,
    logger,
  );
  const client = new Client(`127.0.0.1:${running.listen.port}`, credentials.createInsecure());
  return {
    running,
    registry,
    client,
    ask: (request, { signal, deadline } = {}) =>
      new Promise((resolve, reject: (error: CallError) => void) => {
        const options = deadline === undefined ? {} : { deadline };
        const call = client.makeUnaryRequest(
          PATH,
          text.serialize,
          text.deserialize,
          request,
          new Metadata(),
          options,
          (error, answer = "") => (error === null ? resolve(answer) : reject(callErrorOf(error))),
        );
        signal?.addEventListener("abort", () => call.cancel());
      }),
    get: (path) => fetch(`http://127.0.0.1:${running.admin.port}${path}`),
    [Symbol.asyncDispose]: async () => {
      client.close();
      await running.stop();
    },
  };
}
