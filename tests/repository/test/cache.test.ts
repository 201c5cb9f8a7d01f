import { afterAll, describe, expect, test } from "vitest";
import { type Change, dependents, details, sources, type Touched } from "../src/changes.ts";
import { Copy, type Hashes } from "../src/copy.ts";
import { packages, read, readIfThere, readsEverything } from "../src/repository.ts";

const copy = new Copy();
afterAll(() => copy.remove());
const before = copy.hashes();

/** Tasks that turbo would run again. */
const missed = (after: Hashes) =>
  [...after.keys()].filter((task) => after.get(task) !== before.get(task)).toSorted();

/** Tasks that there are, among the given ones. */
function tasksOf(touches: readonly Touched[]): string[] {
  const tasks = touches.flatMap(({ names, kinds }) =>
    names.flatMap((name) => kinds.map((kind) => `${name}#${kind}`)),
  );
  return [...new Set(tasks)].filter((task) => before.has(task)).toSorted();
}

const all = (names: readonly string[]): Touched => ({ names, kinds: ["build", "lint", "typecheck", "test"] });
const whole: Touched = {
  names: packages.filter(readsEverything).map(({ name }) => name),
  kinds: ["lint", "test"],
};

/** The test of `npm run dev` has services built. */
const development: Touched = { names: ["@trivium/test-repository"], kinds: ["test"] };

test.each<Change>([...sources, ...details])(
  "$what ($file) is done again for what it reaches, and no more",
  (change) => {
    const { file, touches } = change;
    const expected = file.endsWith(".md") ? touches : [...touches, whole];
    expect(missed(copy.hashes({ [file]: `${readIfThere(file)}\n` }))).toEqual(tasksOf(expected));
  },
);

describe("what is installed", () => {
  const declaring = (library: string) =>
    packages.filter(({ dependencies }) => dependencies.includes(library)).map(({ name }) => name);

  test.each([
    ["a library", "fastify", dependents(...declaring("fastify"))],
    ["a tool of TypeScript", "vitest", [all(declaring("@trivium/typescript"))]],
    ["Node", "node", [all(packages.map(({ name }) => name))]],
  ])("%s of another version (%s)", (_, library, touches) => {
    const lock = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { version: string }>;
    };
    const entry = lock.packages[`node_modules/${library}`];
    if (entry === undefined) throw new Error(`${library} is not installed`);
    entry.version += "-other";
    const after = copy.hashes({ "package-lock.json": JSON.stringify(lock, null, 2) });
    expect(missed(after)).toEqual(tasksOf([...touches, whole]));
  });
});

test.each([
  ["TRIVIUM_GO", [...dependents("@trivium/go"), development]],
  ["TRIVIUM_CARGO", [...dependents("@trivium/rust"), development]],
  ["TRIVIUM_CONTRACTS_BASE", [{ names: ["@trivium/proto"], kinds: ["test"] }]],
  [
    "TRIVIUM_CAPABILITIES",
    [{ names: ["@trivium/forecast", "@trivium/test-browser", "@trivium/test-integration"], kinds: ["test"] }],
  ],
  ["EDITOR", []],
] satisfies [string, Touched[]][])("what the machine has (%s)", (variable, touches) => {
  expect(missed(copy.hashes({}, { [variable]: "another" }))).toEqual(tasksOf(touches));
});
