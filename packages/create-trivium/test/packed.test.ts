import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gather } from "../src/gather.ts";
import { readSkeleton } from "../src/skeleton.ts";

const here = join(import.meta.dirname, "..");

test("what is packed is what the reference is now", () => {
  expect(readSkeleton(join(here, "dist"))).toEqual(gather());
});

test("the package is small, and installs nothing else", () => {
  const printed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: here,
    encoding: "utf8",
  });
  const answer = JSON.parse(printed) as Record<string, unknown> | unknown[];
  const [pack] = Object.values(answer) as { unpackedSize: number; files: { path: string }[] }[];
  expect(pack?.files.map(({ path }) => path).toSorted()).toEqual([
    "dist/create-trivium.js",
    "dist/skeleton.json.br",
    "package.json",
  ]);
  expect(pack?.unpackedSize).toBeLessThan(1_000_000);
});
