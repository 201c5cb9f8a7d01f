import { execSync } from "node:child_process";
import { afterAll, expect, test } from "vitest";
import { Copy } from "../src/copy.ts";
import { ROOT, read } from "../src/repository.ts";

/** Several of these at a time is a lot for a small machine. */
const PATIENCE_MS = 300_000;

const copy = new Copy();
afterAll(() => copy.remove());

// Something that differs from the commit before.
copy.write({ "SECURITY.md": "another" });
execSync("git -c user.name=test -c user.email=test@example.org commit --quiet --all --message=another", {
  cwd: copy.folder,
});

/** Every command of the page, by its first words, and something that it says. */
const SAYS: Readonly<Record<string, string>> = {
  "npx turbo run": "@trivium/gateway#build",
  "npx nx show": "apps/gateway",
  "npx nx g": "CREATE services-go/ledger/main.go",
  "npm run affected": "create-trivium",
  "npm run release": "Previewing an entry in CHANGELOG.md for v9.9.9",
};

const [, block = ""] = /^```sh\n(.*?)^```/ms.exec(read("docs/nx-and-turbo.md")) ?? [];

test.each(block.trim().split("\n"))("%s", { timeout: PATIENCE_MS }, (command) => {
  const expected = Object.entries(SAYS).find(([words]) => command.startsWith(words))?.[1];
  const said = execSync(`${command} 2>&1`, {
    cwd: copy.folder,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    env: { ...process.env, PATH: `${ROOT}/node_modules/.bin:${process.env["PATH"]}`, NO_COLOR: "1" },
  });
  expect(said).toContain(expected);
});
