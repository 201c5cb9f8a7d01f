import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { Admission, readAdmission } from "../src/admission.ts";
import { Environment } from "../src/config.ts";

const { signal } = new AbortController();

test("so many compute at once, so many wait, and the rest is refused with a delay", async () => {
  const admission = new Admission({ concurrency: 1, queue: 1 });
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
  expect(admission.inFlight).toBe(2);
  mayEnd.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
  expect(admission.inFlight).toBe(0);
});

test("a turn is given back by work that fails, and by whoever has gone", async () => {
  const admission = new Admission({ concurrency: 1, queue: 0 });
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
