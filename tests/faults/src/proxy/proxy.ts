import { once } from "node:events";
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, altered, askThrough, refusal } from "./answer.ts";
import type { Fault, Faults } from "./fault.ts";

const HOST = "127.0.0.1";
const UNAVAILABLE = 14;

/**
 * A gRPC proxy before one simulator. It works on HTTP/2, below gRPC: whatever a call carries
 * (deadline, metadata, cancellation, status details) goes through as it is, except for the
 * calls that a planted fault hits. It outlives the simulator, which may be killed and started.
 */
export class Proxy implements AsyncDisposable {
  readonly #server: Http2Server;
  readonly #upstream: string;
  readonly #faults: Faults;
  readonly #sessions = new Set<ServerHttp2Session>();
  #connection: ClientHttp2Session | undefined;

  private constructor(server: Http2Server, upstream: string, faults: Faults) {
    this.#server = server;
    this.#upstream = upstream;
    this.#faults = faults;
    server.on("session", (session) => {
      this.#sessions.add(session);
      session.once("close", () => this.#sessions.delete(session));
      // A caller that goes without a word is no fault here.
      session.on("error", () => {});
    });
    server.on("stream", (stream, headers) => void this.#serve(stream as ServerHttp2Stream, headers));
  }

  /** Starts one before a simulator, given as host and port; on a port of its own, or a free one when it is 0. */
  static async listen(port: number, upstream: string, faults: Faults): Promise<Proxy> {
    const server = createServer();
    const proxy = new Proxy(server, upstream, faults);
    server.listen(port, HOST);
    await once(server, "listening");
    return proxy;
  }

  /** Host and port. */
  get address(): string {
    return `${HOST}:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Ends it, and every call on it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#cut();
    this.#connection?.destroy();
    await closed;
  }

  async #serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    stream.on("error", () => {});
    const fault = this.#faults.next();
    switch (fault?.kind) {
      case "cut":
        return this.#cut();
      case "hang":
        return void stream.resume();
      case "fail":
        return reply(stream, refusal(fault.code, fault.message));
      default:
        return this.#forward(stream, headers, fault);
    }
  }

  async #forward(
    stream: ServerHttp2Stream,
    headers: IncomingHttpHeaders,
    fault?: Exclude<Fault, { kind: "cut" | "hang" | "fail" }>,
  ): Promise<void> {
    try {
      const answer = await askThrough(this.#connect(), stream, headers);
      if (fault?.kind === "delay") await sleep(fault.ms);
      reply(stream, fault?.kind === "alter" ? altered(answer, fault.alter) : answer);
    } catch (error) {
      reply(stream, refusal(UNAVAILABLE, (error as Error).message));
    }
  }

  /** The connection to the simulator; a new one when it is gone. */
  #connect(): ClientHttp2Session {
    if (this.#connection === undefined || this.#connection.destroyed || this.#connection.closed) {
      this.#connection = connect(`http://${this.#upstream}`);
      // The calls on it fail by themselves.
      this.#connection.on("error", () => {});
    }
    return this.#connection;
  }

  #cut(): void {
    for (const session of this.#sessions) session.destroy();
  }
}

function reply(stream: ServerHttp2Stream, { headers, body, trailers }: Answer): void {
  if (stream.destroyed || stream.closed) return;
  if (trailers === undefined) return stream.respond(headers, { endStream: true });
  stream.respond(headers, { waitForTrailers: true });
  stream.once("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(body);
}
