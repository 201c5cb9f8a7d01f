import type { StageRefusal } from "@trivium/gateway/schemas";
import { eventsIn } from "./events.ts";
import { Fault, Gone, refusal } from "./fault.ts";
import type { Settings } from "./settings.ts";

/** The gateway of a stack, over HTTP. */
export class Gateway {
  readonly url: string;
  readonly #token: string | undefined;
  readonly #service: string | undefined;
  readonly #signal: AbortSignal;

  /** Whatever is under way ends when the signal is aborted. */
  constructor({ url, token, service }: Settings, signal: AbortSignal) {
    this.url = url;
    this.#token = token;
    this.#service = service;
    this.#signal = signal;
  }

  /** @throws {Fault} */
  async get<T>(path: string): Promise<T> {
    return (await this.#ask(path, "application/json")).json() as Promise<T>;
  }

  /** @throws {Fault} */
  async post<T>(path: string, body: unknown): Promise<T> {
    const init = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
    return (await this.#ask(path, "application/json", init)).json() as Promise<T>;
  }

  /**
   * What a stream of server-sent events holds, until it ends.
   *
   * @throws {Fault} when it cannot be opened, or is cut off.
   */
  async *events<T>(path: string): AsyncGenerator<T, void, undefined> {
    const { body } = await this.#ask(path, "text/event-stream");
    if (body === null) return;
    try {
      for await (const data of eventsIn(body)) yield JSON.parse(data) as T;
    } catch (error) {
      throw this.#signal.aborted ? error : new Gone(`the stream from ${this.url} was cut off`);
    }
  }

  async #ask(path: string, accept: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("accept", accept);
    if (this.#token !== undefined) headers.set("authorization", `Bearer ${this.#token}`);
    const response = await this.#fetch(path, { ...init, headers });
    const type = response.headers.get("content-type") ?? "";
    if (response.ok && type.startsWith(accept)) return response;
    if (type.startsWith("application/problem+json")) {
      throw refusal((await response.json()) as StageRefusal, this.#token);
    }
    if (response.status === 502 || response.status === 503) {
      throw new Gone(`the stack at ${this.url} starts or stops: try again in a moment`);
    }
    throw new Fault(`what answers at ${this.url} is no gateway of Trivium, or an older one`);
  }

  #address(path: string): URL {
    const address = new URL(`${this.url}${path}`);
    if (this.#service !== undefined) address.searchParams.set("service", this.#service);
    return address;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(this.#address(path), { ...init, signal: this.#signal, redirect: "error" });
    } catch (error) {
      if (this.#signal.aborted) throw error;
      throw new Gone(
        `there is no stack at ${this.url}\nStart one with npm start, or say where it is by --url or TRIVIUM_URL.`,
      );
    }
  }
}
