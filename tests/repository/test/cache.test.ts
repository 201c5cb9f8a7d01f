import { afterAll, describe, expect, test } from "vitest";
import { type Change, dependents, details, readers, sources, type Touched } from "../src/changes.ts";
import { Copy, type Hashes, inputs } from "../src/copy.ts";
import { files, KINDS, kindsAfter, packages, read, readIfThere } from "../src/repository.ts";

const copy = new Copy();
afterAll(() => copy.remove());
const before = copy.hashes();

/** Tasks that turbo would run again. */
const missed = (now: Hashes) =>
  [...now.keys()].filter((task) => now.get(task) !== before.get(task)).toSorted();

/** Tasks that there are, among the given ones. */
function tasksOf(touches: readonly Touched[]): string[] {
  const tasks = touches.flatMap(({ names, kinds }) =>
    names.flatMap((name) => kinds.map((kind) => `${name}#${kind}`)),
  );
  return [...new Set(tasks)].filter((task) => before.has(task)).toSorted();
}

const all = (names: readonly string[]): Touched => ({ names, kinds: KINDS });
/** Those that look at the whole repository. */
const lookingAt = (task: string): Touched[] =>
  packages.map((one) => ({ names: [one.name], kinds: kindsAfter(one, task) }));
const documents = lookingAt("//#documents");
const whole = [...lookingAt("//#tree"), ...documents];

/** The test of `npm run dev` has services built, that of a new project those of another system. */
const development: Touched = { names: ["@trivium/test-repository"], kinds: ["test"] };
const building: Touched = { names: [...development.names, "@trivium/test-scaffolding"], kinds: ["test"] };

test.each<Change>([...sources, ...details])(
  "$what ($file) is done again for what it reaches, and no more",
  (change) => {
    const { file, touches } = change;
    const expected = [...touches, ...(file.endsWith(".md") ? documents : whole)];
    expect(missed(copy.hashes({ [file]: `${readIfThere(file)}\n` }))).toEqual(tasksOf(expected));
  },
);

describe("what is installed", () => {
  const declaring = (library: string) =>
    packages.filter(({ dependencies }) => dependencies.includes(library)).map(({ name }) => name);

  test.each([
    ["a library", "fastify", dependents(...declaring("fastify"))],
    // What runs the tests of every language is tested by it.
    ["a tool of tests", "vitest", [all(packages.map(({ name }) => name))]],
    ["Node", "node", [all(packages.map(({ name }) => name))]],
  ])("%s of another version (%s)", (_, library, touches) => {
    const lock = JSON.parse(read("package-lock.json")) as {
      packages: Record<string, { version: string }>;
    };
    const entry = lock.packages[`node_modules/${library}`];
    if (entry === undefined) throw new Error(`${library} is not installed`);
    entry.version += "-other";
    const after = copy.hashes({ "package-lock.json": JSON.stringify(lock, null, 2) });
    expect(missed(after)).toEqual(tasksOf([...touches, readers("package-lock.json"), ...whole]));
  });
});

test.each([
  ["TRIVIUM_GO", [...dependents("@trivium/go"), building]],
  ["TRIVIUM_CARGO", [...dependents("@trivium/rust"), building]],
  // What is checked by its sources is the same, whatever is built of them.
  ["TRIVIUM_WASM", [...dependents("@trivium/kernel-wasm").slice(1), development]],
  ["TRIVIUM_CONTRACTS_BASE", [{ names: ["@trivium/proto"], kinds: ["test"] }]],
  [
    "TRIVIUM_CAPABILITIES",
    [
      {
        names: [
          "@trivium/forecast",
          "@trivium/test-browser",
          "@trivium/test-chart",
          "@trivium/test-integration",
          "@trivium/test-scaffolding",
        ],
        kinds: ["test"],
      },
    ],
  ],
  ["EDITOR", []],
] satisfies [string, Touched[]][])("what the machine has (%s)", (variable, touches) => {
  expect(missed(copy.hashes({}, { [variable]: "another" }))).toEqual(tasksOf(touches));
});

test("no task depends on what building or installing leaves", () => {
  const known = new Set(files);
  const left = inputs().filter(({ file }) => !known.has(file));
  expect(left.map(({ task, file }) => `${task} depends on ${file}`)).toEqual([]);
});
