import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { copiedPaths } from "create-trivium/copied";
import { ROOT } from "create-trivium/gather";
import { expect, test } from "vitest";

/** Globs of files for which a file has the project made and tested again. */
function globsIn(file: string, marker: RegExp): string[] {
  const text = readFileSync(join(import.meta.dirname, "..", file), "utf8");
  return [...text.matchAll(marker)].map(([, glob = ""]) => glob);
}

test.each([
  ["turbo.json", /"\$TURBO_ROOT\$\/([^"]+)"/g],
  ["package.json", /"\{workspaceRoot\}\/([^"]+)"/g],
])("%s has a new project tested again when a file changes that it is made of", (file, marker) => {
  const copied = copiedPaths.map((path) => (statSync(join(ROOT, path)).isDirectory() ? `${path}/**` : path));
  const own = ["choices/**", "package.json", "src/**", "template/**", "vite.config.ts"].map(
    (path) => `packages/create-trivium/${path}`,
  );
  // The guide is typed as it stands there.
  const read = [...own, ...copied, "docs/scaffolding.md"];
  expect(globsIn(file, marker).toSorted()).toEqual([...new Set(read)].toSorted());
});
