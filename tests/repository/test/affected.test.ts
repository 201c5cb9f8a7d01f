import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { details, sources } from "../src/changes.ts";
import { withDependents } from "../src/edge.ts";
import { edges } from "../src/graph.ts";
import { packages, packagesWithCode, ROOT, readsEverything } from "../src/repository.ts";

/** Those of which the code tells what they need, and those that they need. */
const relevant = new Set([...packagesWithCode.map(({ name }) => name), ...edges.map(({ to }) => to)]);

/** What Nx calls affected when a file changes. */
function affectedBy(file: string): string[] {
  const args = ["show", "projects", "--affected", "--json", `--files=${file}`];
  const printed = execFileSync("nx", args, { cwd: ROOT, encoding: "utf8" });
  return (JSON.parse(printed) as string[]).filter((name) => relevant.has(name)).toSorted();
}

const whole = packages.filter(readsEverything).map(({ name }) => name);

test.each(sources)(
  "$what ($file) affects whatever needs it by its code, and no more",
  ({ file, touches }) => {
    const names = withDependents([...touches.flatMap((touched) => touched.names), ...whole], edges);
    expect(affectedBy(file)).toEqual(names.toSorted());
  },
);

test.each(details)("$what ($file) affects at least what is done again for it", ({ file, touches }) => {
  const names = touches.flatMap((touched) => touched.names);
  expect(affectedBy(file)).toEqual(expect.arrayContaining(names));
});
