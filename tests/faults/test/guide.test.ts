import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { EXIT } from "@trivium/cli/exit";
import type { Stage } from "@trivium/gateway/schemas";
import { ROOT } from "@trivium/stack";
import { expect, test } from "vitest";
import { Site } from "../src/site.ts";
import { Traffic } from "../src/traffic.ts";

const CLI = join(ROOT, "packages/cli/src/main.ts");
const CALLERS = 3;

/** Commands of the guides that other tests run, and where. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "npm run bench -- --quick --only kernel": "tests/bench/test/command.test.ts",
  "npm run conformance": "tests/conformance/test/conformance.test.ts",
};

/** The lines of a document's shell blocks. */
function commandsOf(document: string): string[] {
  const blocks = readFileSync(join(ROOT, "docs", document), "utf8").matchAll(/^```sh\n([\s\S]*?)^```$/gm);
  return [...blocks].flatMap(([, block = ""]) => block.trim().split("\n"));
}

/** The words of a line, as a shell takes them. */
const wordsOf = (line: string) =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

/** Runs a command of the rollout; one that goes on for ever, until it has said something. */
async function type(words: readonly string[], url: string) {
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { ...process.env, TRIVIUM_URL: url, TRIVIUM_SERVICE: "forecast" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (words[0] === "watch") void once(child.stdout, "data").then(() => child.kill("SIGINT"));
  const [out, faults, [exit]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "close"),
  ]);
  return { out, faults, exit: exit as number };
}

/** Waits until the evidence is there for a step. */
async function allowed(site: Site, [word, stage]: readonly string[]): Promise<void> {
  if (word === "retire") await site.rollout.ready("retired");
  if (word === "set" && stage !== "off") await site.rollout.ready(stage as Stage);
}

/** Runs a command as soon as the evidence lets it; again when that, or the state, has changed meanwhile. */
async function take(site: Site, words: readonly string[]): Promise<string> {
  for (;;) {
    await allowed(site, words);
    const { out, faults, exit } = await type(words, site.stack.gatewayUrl);
    if (exit === EXIT.refused || exit === EXIT.stale) continue;
    expect(faults, words.join(" ")).toBe("");
    return out;
  }
}

test("the commands of the guide to migrating lead from off to retired and back", async () => {
  const lines = commandsOf("migrating.md");
  const rollout = lines.filter((line) => line.startsWith("npx trivium rollout "));
  expect(rollout.length).toBeGreaterThan(5);
  await using site = await Site.start({ stage: "off", percent: 0 });
  const traffic = new Traffic(site.client, CALLERS);
  try {
    for (const line of rollout) {
      const [, , , ...words] = wordsOf(line);
      expect(await take(site, words), line).not.toBe("");
    }
    expect((await site.rollout.audit()).map(({ after }) => after.stage)).toEqual(
      expect.arrayContaining(["shadow", "canary", "reversed", "retired", "off"]),
    );
    expect((await site.rollout.view()).state.stage).toBe("off");
  } finally {
    expect((await traffic.stop()).affected).toEqual([]);
  }
});

test.each(["migrating.md", "deciding.md"])(
  "every other command in %s is run by a test of its own",
  (document) => {
    const others = commandsOf(document).filter((line) => !line.startsWith("npx trivium rollout "));
    for (const line of others) {
      const file = ELSEWHERE[line];
      expect(file, line).toBeDefined();
      readFileSync(join(ROOT, file ?? ""));
    }
  },
);
