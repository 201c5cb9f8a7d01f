import { expect, test } from "vitest";
import { QUICK } from "../src/effort.ts";
import { countedGigahertz } from "../src/kernel/clock.ts";
import { type Implementation, implementations } from "../src/kernel/implementations.ts";
import { measureKernel } from "../src/kernel/measure.ts";
import { findPinning } from "../src/kernel/pinning.ts";
import { Progress } from "../src/progress.ts";

const effort = { ...QUICK, kernelRounds: 2, kernelMs: 1, checkPaths: 1000 };
const natives = implementations({ program: "python3", env: {}, missing: "left out" });

/** A process that answers every question with the same. */
const saying = (name: string, answer: unknown): Implementation => ({
  name,
  exact: true,
  command: [
    process.execPath,
    "-e",
    `process.stdin.on("data", () => console.log(${JSON.stringify(JSON.stringify(answer))}))`,
  ],
});

const measure = async (contenders: readonly Implementation[]) =>
  measureKernel({
    implementations: contenders,
    effort,
    pinning: await findPinning(),
    progress: new Progress(),
    signal: new AbortController().signal,
  });

test("every native implementation is measured and gives the same bits", { timeout: 60_000 }, async () => {
  const { rows, absent, checksum } = await measure(natives);
  expect(checksum).toMatch(/^[0-9a-f]{16}$/);
  expect(rows.map(({ name }) => name)).toEqual(
    natives.filter((one) => one.absent === undefined).map(({ name }) => name),
  );
  for (const { nanos, cycles } of rows) {
    expect(nanos.count).toBe(effort.kernelRounds);
    expect(Math.min(nanos.low, cycles)).toBeGreaterThan(0);
  }
  expect(absent).toEqual(
    expect.arrayContaining([
      { name: "numba", reason: "left out" },
      { name: "numpy", reason: "left out" },
    ]),
  );
});

test("an implementation that computes something else is named", { timeout: 60_000 }, async () => {
  const wrong = saying("the odd one", { checksum: "0000000000000000", years: [], nanos: 1 });
  await expect(measure([...natives, wrong])).rejects.toThrow(/the odd one does not compute what Rust/);
});

test("an implementation that ends instead is left out with what it complained about", async () => {
  const script = "console.error('no such instruction'); process.exit(3)";
  const broken: Implementation = {
    name: "the broken one",
    exact: true,
    command: [process.execPath, "-e", script],
  };
  const missing: Implementation = { name: "the missing one", exact: true, command: ["/no/such/program"] };
  const { absent } = await measure([...natives, broken, missing]);
  expect(absent).toEqual(
    expect.arrayContaining([
      { name: "the broken one", reason: expect.stringContaining("no such instruction") },
      { name: "the missing one", reason: expect.stringContaining("/no/such/program") },
    ]),
  );
});

test("the clock is what perf counted by the time it took", () => {
  const text = "2850000000,,cycles:u,1000000000,100.00,,\n1000.0,msec,task-clock:u,1000000000,100.00,,\n";
  expect(countedGigahertz(text)).toBeCloseTo(2.85);
  expect(countedGigahertz("<not supported>,,cycles:u,0,100.00,,\n1.0,msec,task-clock:u,,,\n")).toBeNaN();
});
