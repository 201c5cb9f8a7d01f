import { expect, test } from "vitest";
import { Fault } from "../src/api/fault.ts";
import { persist } from "../src/api/persist.ts";

const unreachable = new Fault({ kind: "unreachable" });
const problem = (status: number, retryAfterMs?: number) =>
  new Fault({
    kind: "refused",
    problem: {
      type: "/problems/x",
      title: "x",
      status,
      requestId: "1",
      ...(retryAfterMs && { retryAfterMs }),
    },
  });

/** A call that fails with these faults, one after the other, and then answers. */
function failing(...faults: readonly Fault[]) {
  const left = [...faults];
  return async () => {
    const fault = left.shift();
    if (fault !== undefined) throw fault;
    return "answer";
  };
}

test("what may pass is tried again until it is answered, and told of each time", async () => {
  const told: Fault[] = [];
  const pauses: number[] = [];
  const wait = async (milliseconds: number) => void pauses.push(milliseconds);
  const busy = problem(429, 60_000);
  const { signal } = new AbortController();
  const call = failing(unreachable, problem(503), busy);
  expect(await persist(call, signal, (fault) => told.push(fault), wait)).toBe("answer");
  expect(told).toEqual([unreachable, problem(503), busy]);
  expect(pauses[1]).toBeLessThan(8000);
  expect(pauses[2], "as the gateway asked").toBe(60_000);
});

test("what will not pass is thrown at once", async () => {
  const { signal } = new AbortController();
  const invalid = problem(400);
  await expect(persist(failing(invalid), signal)).rejects.toBe(invalid);
});

test("an abort ends it, in a call or between two", async () => {
  const controller = new AbortController();
  const trying = persist(failing(unreachable), controller.signal, () => controller.abort("left"));
  await expect(trying).rejects.toBe("left");
});
