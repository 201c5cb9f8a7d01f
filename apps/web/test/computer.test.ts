import { type Request, simulate } from "@trivium/kernel";
import { expect, test } from "vitest";
import { Computer } from "../src/preview/computer.ts";
import type { Engine, Reply, Startable } from "../src/preview/engine.ts";

const year = new Array<number>(12).fill(0);
const request: Request = {
  initialBalance: 1000,
  drift: year,
  volatility: year,
  flow: year,
  seed: 7n,
  firstPath: 0n,
  pathCount: 10,
};
const reply: Reply = { response: simulate(request), computeMs: 2 };

/** A worker that does as it is told with every request; the names of those that were ended go to a list. */
function engine(name: Engine, ended: string[], act: (worker: EventTarget) => void): Startable {
  class FakeWorker extends EventTarget {
    postMessage(): void {
      queueMicrotask(() => act(this));
    }
    terminate(): void {
      ended.push(name);
    }
  }
  return { engine: name, start: () => new FakeWorker() as unknown as Worker };
}

const answering = (data: Reply) => (worker: EventTarget) =>
  void worker.dispatchEvent(new MessageEvent("message", { data }));
const dying = (worker: EventTarget) => void worker.dispatchEvent(new Event("error"));

test("the best engine answers, again and again", async () => {
  const ended: string[] = [];
  const engines = [engine("WebAssembly", ended, answering(reply)), engine("TypeScript", ended, dying)];
  const computer = new Computer(engines);
  expect(await computer.compute(request)).toEqual({ ...reply, engine: "WebAssembly" });
  expect(await computer.compute(request)).toEqual({ ...reply, engine: "WebAssembly" });
  expect(ended).toEqual([]);
});

test.each([
  ["says that it cannot", answering({ fault: "no module" })],
  ["dies", dying],
  ["cannot be read", (worker: EventTarget) => void worker.dispatchEvent(new MessageEvent("messageerror"))],
])("an engine that %s is ended, and the next one answers from then on", async (_, act) => {
  const ended: string[] = [];
  let tried = 0;
  const first = engine("WebAssembly", ended, (worker) => {
    tried += 1;
    act(worker);
  });
  const computer = new Computer([first, engine("TypeScript", ended, answering(reply))]);
  expect((await computer.compute(request)).engine).toBe("TypeScript");
  expect((await computer.compute(request)).engine).toBe("TypeScript");
  expect(tried).toBe(1);
  expect(ended).toEqual(["WebAssembly"]);
});

test("where no worker can be started, there is an error", async () => {
  const start = () => {
    throw new Error("workers are forbidden");
  };
  const computer = new Computer([
    { engine: "WebAssembly", start },
    { engine: "TypeScript", start },
  ]);
  await expect(computer.compute(request)).rejects.toThrow("no engine works here");
});
