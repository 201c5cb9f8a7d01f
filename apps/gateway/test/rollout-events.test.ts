import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { type ServerWritableStream, status } from "@grpc/grpc-js";
import type {
  WatchRolloutRequest,
  WatchRolloutResponse,
} from "@trivium/contracts/rollout/v1/rollout_service";
import { expect, test } from "vitest";
import { Refusal } from "./fakes/refusal.ts";
import { rollout, state } from "./fakes/rollouts.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { problemIn } from "./problem.ts";

type Call = ServerWritableStream<WatchRolloutRequest, WatchRolloutResponse>;

const accept = { accept: "text/event-stream" };
const sends = (call: Call, version: number) => void call.write({ rollout: rollout(state(version)) });

/** Reads versions off a stream of events, one at a time. */
class Versions implements AsyncDisposable {
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<string>;
  readonly #tab: AbortController;
  #text = "";

  private constructor(response: Response, tab: AbortController) {
    this.response = response;
    this.#tab = tab;
    this.#reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  }

  static async open(gateway: Gateway): Promise<Versions> {
    const tab = new AbortController();
    const response = await gateway.fetch("/v1/rollout/events?service=forecast", {
      headers: accept,
      signal: tab.signal,
    });
    return new Versions(response, tab);
  }

  /** The version of the next event; nothing when the stream has ended. */
  async next(): Promise<number | undefined> {
    for (;;) {
      const [, event, rest] = /^([\s\S]*?)\n\n([\s\S]*)$/.exec(this.#text) ?? [];
      if (event !== undefined) {
        this.#text = rest ?? "";
        const [, data] = /^data: (.*)$/m.exec(event) ?? [];
        if (data === undefined) continue;
        expect(event).toMatch(/^event: rollout$/m);
        return (JSON.parse(data) as { state: { version: number } }).state.version;
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += value;
    }
  }

  async [Symbol.asyncDispose]() {
    this.#tab.abort();
  }
}

test("a rollout is sent as it is, and with every change", async () => {
  const { promise: asked, resolve } = Promise.withResolvers<Call>();
  const watchRollout = (call: Call) => {
    sends(call, 3);
    resolve(call);
  };
  await using gateway = await startGateway({ forecastRollout: { watchRollout } });
  await using versions = await Versions.open(gateway);
  expect(versions.response.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(await versions.next()).toBe(3);
  const call = await asked;
  expect(call.request).toEqual({ name: "simulate" });
  sends(call, 4);
  expect(await versions.next()).toBe(4);
});

test("a stream outlives a service that drains", async () => {
  let asked = 0;
  const watchRollout = (call: Call) => {
    asked += 1;
    sends(call, asked);
    if (asked === 1) call.end();
  };
  await using gateway = await startGateway({ forecastRollout: { watchRollout } });
  await using versions = await Versions.open(gateway);
  expect([await versions.next(), await versions.next()]).toEqual([1, 2]);
});

test("a stream outlives a service that crashes", async () => {
  await using gateway = await startGateway({
    forecastRollout: { watchRollout: (call: Call) => sends(call, 3) },
  });
  await using versions = await Versions.open(gateway);
  expect(await versions.next()).toBe(3);
  await gateway.backends.stop("forecastRollout");
  await gateway.backends.start("forecastRollout", {
    forecastRollout: { watchRollout: (call) => sends(call, 4) },
  });
  expect(await versions.next()).toBe(4);
});

test("a reader who goes takes the call along", async () => {
  const { promise: cancelled, resolve } = Promise.withResolvers<void>();
  const watchRollout = (call: Call) => {
    call.on("cancelled", resolve);
    sends(call, 3);
  };
  await using gateway = await startGateway({ forecastRollout: { watchRollout } });
  {
    await using versions = await Versions.open(gateway);
    await versions.next();
  }
  await cancelled;
});

test("a refusal is a problem, not a stream", async () => {
  const watchRollout = (call: Call) => {
    call.emit("error", new Refusal(status.NOT_FOUND, "no", { reason: "ROLLOUT_NOT_FOUND" }));
  };
  await using gateway = await startGateway({ forecastRollout: { watchRollout } });
  const response = await gateway.fetch("/v1/rollout/events?service=forecast", { headers: accept });
  expect(response.status).toBe(404);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/rollout-not-found" });
});

test("a gateway that drains before the first answer refuses", async () => {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  await using gateway = await startGateway({ forecastRollout: { watchRollout: () => resolve() } });
  const answer = gateway.fetch("/v1/rollout/events?service=forecast", { headers: accept });
  await asked;
  await gateway.drain();
  const response = await answer;
  expect(response.status).toBe(503);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/unavailable" });
});

test("a gateway that drains waits for no further requests", async () => {
  await using gateway = await startGateway({
    forecastRollout: { watchRollout: (call: Call) => sends(call, 3) },
  });
  const agent = new Agent({ keepAlive: true });
  const request = get(`${gateway.url}/v1/rollout/events?service=forecast`, { agent, headers: accept });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  await once(response, "data");
  const closed = once(response.socket, "close");
  await gateway.drain();
  await closed;
  agent.destroy();
});

test("a gateway that drains ends its streams", async () => {
  await using gateway = await startGateway({
    forecastRollout: { watchRollout: (call: Call) => sends(call, 3) },
  });
  await using versions = await Versions.open(gateway);
  expect(await versions.next()).toBe(3);
  await gateway.drain();
  expect(await versions.next()).toBeUndefined();
});
