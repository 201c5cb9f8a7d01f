import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Copy } from "../src/copy.ts";
import { ROOT, read } from "../src/repository.ts";

/** Building anew what changed takes a while on a busy machine. */
const PATIENCE_MS = 300_000;

const copy = new Copy();
let dev: ChildProcess;
let heard: AsyncIterator<string>;

/** Where turbo keeps what it built in this repository, whichever of its worktrees this is. */
function turboCache(): string {
  const common = execFileSync("git", ["rev-parse", "--git-common-dir"], { cwd: ROOT, encoding: "utf8" });
  return resolve(ROOT, common.trim(), "../.turbo/cache");
}

/** Everything that dev says up to a line; a build that fails will not lead there. */
async function upTo(line: RegExp): Promise<string[]> {
  const lines: string[] = [];
  for (;;) {
    const { value, done } = await heard.next();
    if (done === true) throw new Error(`it ended before it said ${line}:\n${lines.join("\n")}`);
    lines.push(value);
    if (value.startsWith("Building took") && lines.some((one) => / failed \(/.test(one)))
      throw new Error(lines.join("\n"));
    if (line.test(value)) return lines;
  }
}

/** The services that start anew, up to the given one, once files have other texts. */
async function restarted(files: readonly string[], last: string): Promise<string[]> {
  copy.write(Object.fromEntries(files.map((file) => [file, `${read(file)}// changed\n`])));
  const lines = await upTo(new RegExp(`^${last} restarted$`));
  return lines.flatMap((line) => /^(\S+) restarted$/.exec(line)?.[1] ?? []);
}

beforeAll(async () => {
  dev = spawn("node", [join(copy.folder, "packages/stack/boot/trivium.mjs"), "dev"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, DATA_DIR: join(copy.folder, "data"), TURBO_CACHE_DIR: turboCache() },
  });
  if (dev.stderr !== null) heard = createInterface({ input: dev.stderr })[Symbol.asyncIterator]();
  await upTo(/watching for changes/);
}, PATIENCE_MS);

afterAll(async () => {
  dev.kill("SIGTERM");
  if (dev.exitCode === null) await once(dev, "exit");
  copy.remove();
}, PATIENCE_MS);

test(
  "a Go package starts the service anew that it goes into; documents and tests start nothing",
  async () => {
    const files = [
      "README.md",
      "services-go/internal/kernel/vectors_test.go",
      "services-go/internal/kernel/exp2.go",
    ];
    expect(await restarted(files, "forecast")).toEqual(["forecast"]);
  },
  PATIENCE_MS,
);

test(
  "what the gateway is made of starts it anew",
  async () => {
    expect(
      await restarted(["packages/kernel/test/kernel.test.ts", "apps/gateway/src/app.ts"], "gateway"),
    ).toEqual(["gateway"]);
  },
  PATIENCE_MS,
);
