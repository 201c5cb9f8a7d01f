import { status } from "@grpc/grpc-js";
import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { Admission, readAdmission } from "../src/admission.ts";
import { Environment } from "../src/config.ts";

const { signal } = new AbortController();

test("so many compute at once, so many wait, and the rest is refused with a delay", async () => {
  const registry = new Registry();
  const admission = new Admission("x", { concurrency: 1, queue: 1 }, registry);
  const order: string[] = [];
  const mayEnd = Promise.withResolvers<void>();
  const work = (name: string) => async () => {
    order.push(name);
    await mayEnd.promise;
  };
  const first = admission.run(signal, work("first"));
  const second = admission.run(signal, work("second"));
  await expect(admission.run(signal, work("third"))).rejects.toMatchObject({
    code: status.RESOURCE_EXHAUSTED,
  });
  expect(order).toEqual(["first"]);
  expect(await registry.metrics()).toMatch(/x_in_flight 2\n[^]*x_computing 1\n/);
  mayEnd.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
  expect(await registry.metrics()).toMatch(/x_in_flight 0\n[^]*x_computing 0\n/);
});

test("a turn is given back by work that fails, and by whoever has gone", async () => {
  const admission = new Admission("x", { concurrency: 1, queue: 0 }, new Registry());
  const fails = admission.run(signal, () => Promise.reject(new Error("a fault")));
  await expect(fails).rejects.toThrow("a fault");
  await expect(admission.run(AbortSignal.abort(), async () => "computed")).rejects.toThrow();
  expect(await admission.run(signal, async () => "computed")).toBe("computed");
});

test("how much is taken is checked", () => {
  const environment = new Environment({ X_CONCURRENCY: "0", X_QUEUE: "-1" });
  readAdmission(environment, "X");
  expect(() => environment.finish()).toThrow(/X_CONCURRENCY must be [^]*X_QUEUE must be /);
});
