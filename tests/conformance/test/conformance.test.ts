import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Case, KNOWN, PROMOTED, readVectors } from "../src/cases.ts";
import { implementations as all, label } from "../src/implementations.ts";

/** WebAssembly is not there where no compiler makes it: the package of the module says so. */
const implementations = all.filter(({ name, present }) => present || name !== "webassembly");

const here = resolve(import.meta.dirname, "..");
const knownVectors = readFileSync(KNOWN, "utf8");

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "trivium-conformance-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function run(...flags: string[]) {
  return spawnSync(process.execPath, [join(here, "src/main.ts"), ...flags], { encoding: "utf8" });
}

function conformance(vectors: string, ...flags: string[]) {
  const file = join(directory, "vectors.json");
  writeFileSync(file, vectors);
  return run("--vectors", file, ...flags);
}

describe("npm run conformance", () => {
  test("every implementation passes every vector", () => {
    const { status, stdout } = run("--require", "rust,go,typescript", "--json");
    const rows = JSON.parse(stdout) as { label: string; present: boolean; passed: number; cases: number }[];
    expect(rows.map((row) => row.label)).toEqual(all.map(label));
    expect(rows.map((row) => row.label)).toEqual(
      expect.arrayContaining(["rust (scalar)", "go", "typescript"]),
    );
    const cases = readVectors(KNOWN).length + readVectors(PROMOTED).length;
    const present = rows.filter((row) => row.label !== "webassembly" || row.present);
    for (const row of present) expect(row).toMatchObject({ cases, passed: cases });
    expect(status).toBe(0);
  });

  test("one wrong bit is found and named", () => {
    const { status, stdout } = conformance(knownVectors.replace("c2ea9c6293dd3996", "c2ea9c6293dd3997"));
    expect(status).toBe(1);
    expect(stdout).toContain(
      'checksum of "retire in ten years": expected "c2ea9c6293dd3997", found "c2ea9c6293dd3996"',
    );
  });

  test("every file of a folder counts, and what a case leaves out is not compared", () => {
    const absent = { first_path_final: undefined, first_path_lowest: undefined };
    const [first, second] = readVectors(KNOWN).map((vector) => ({ ...vector, ...absent }));
    const folder = join(directory, "promoted");
    mkdirSync(folder);
    writeFileSync(join(folder, "README.md"), "#");
    writeFileSync(join(folder, "a.json"), JSON.stringify([first]));
    writeFileSync(join(folder, "b.json"), JSON.stringify([{ ...second, depleted_paths: 3 }]));
    const { status, stdout } = run("--vectors", folder);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^typescript +1 of 2 /m);
    expect(stdout).toContain(`depleted_paths of "${second?.name}": expected 3, found 0`);
  });

  test("chosen cases hold the first path's balances", () => {
    for (const vector of readVectors(KNOWN)) {
      expect(vector).toMatchObject({
        first_path_final: expect.any(String),
        first_path_lowest: expect.any(String),
      });
    }
  });

  test.each([
    ["not JSON", "{"],
    ["not a list", "{}"],
    ["a bad field", knownVectors.replace('"seed": "0123456789abcdef"', '"seed": "xyz"')],
  ])("%s is refused, naming the file", (_, vectors) => {
    const { status, stderr } = conformance(vectors);
    expect(status).toBe(2);
    expect(stderr).toContain(join(directory, "vectors.json"));
  });
});

const view = new DataView(new ArrayBuffer(8));
const bitsOf = (value: number) => {
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
};

const edges = (min: number, max: number) =>
  fc.oneof(
    fc.constantFrom(0, min, max, (min + max) / 2),
    fc.double({ min, max, noNaN: true }),
    fc.double({ min, max, noNaN: true }).map((value) => value * 1e-3),
  );

const legalCases: fc.Arbitrary<Case> = fc.constantFrom(12, 24, 36, 1200).chain((months) => {
  const runs = (value: fc.Arbitrary<number>) =>
    fc.tuple(value, value, fc.integer({ min: 0, max: months })).map(([a, b, cut]): [string, number][] => [
      [bitsOf(a), cut],
      [bitsOf(b), months - cut],
    ]);
  return fc.record({
    name: fc.constant("random"),
    initial_balance: fc.oneof(edges(0, 1e12), fc.constant(-0)).map(bitsOf),
    drift: runs(edges(-1, 1)),
    volatility: runs(edges(0, 1)),
    flow: runs(fc.oneof(edges(-1e12, 1e12), edges(-1e4, 1e4))),
    seed: fc.bigInt(0n, 2n ** 64n - 1n).map((seed) => seed.toString(16).padStart(16, "0")),
    first_path: fc
      .oneof(fc.constantFrom(0n, 2n ** 32n - 3n, 2n ** 63n - 40n), fc.bigInt(0n, 2n ** 63n - 40n))
      .map(String),
    path_count: fc.integer({ min: 1, max: 40 }),
  });
});

const anyCases = fc
  .tuple(legalCases, fc.constantFrom("nan", "length", "range", "paths", "none"))
  .map(([c, fault]) => {
    if (fault === "nan") return { ...c, initial_balance: "7ff8000000000000" };
    if (fault === "length") return { ...c, flow: [...c.flow, [bitsOf(1), 1] as [string, number]] };
    if (fault === "range") return { ...c, volatility: [[bitsOf(-1), 12] as [string, number]] };
    if (fault === "paths") return { ...c, path_count: 0, first_path: String(2n ** 63n + 1n) };
    return c;
  });

async function answersTo(cases: Case[]) {
  const lists = await Promise.all(implementations.map((implementation) => implementation.run(cases)));
  // The time that it took may differ.
  return cases.map((_, index) => lists.map((answers) => ({ ...answers[index], nanos: 0 })));
}

test("implementations agree on random cases, legal or not", async () => {
  const cases = fc.sample(anyCases, { numRuns: 400, seed: Date.now() % 2 ** 31 });
  for (const [index, answers] of (await answersTo(cases)).entries()) {
    const typescript = answers.at(-1);
    for (const [of, answer] of answers.entries()) {
      expect(answer, `${implementations.map(label)[of]}: ${JSON.stringify(cases[index])}`).toEqual(
        typescript,
      );
    }
  }
});
