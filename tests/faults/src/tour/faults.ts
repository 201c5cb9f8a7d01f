import { oneBit } from "../proxy/alterations.ts";
import type { Scene } from "./scene.ts";
import type { Step } from "./step.ts";

const SLOW_MS = 2000;
/** The head of a table, and its first row. */
const HEAD_LINES = 2;

export const ulp: Step = {
  title: "One bit is wrong",
  about: `A proxy between Go and Rust flips the last bit of every checksum that Rust answers. One compared call
is enough: the rollout goes back to off by itself. The mismatch is kept with its request. Replay asks both
sides again, promote makes it a case for the conformance tests: every language agrees with Go, so it is
the way to Rust that is wrong.`,
  async play(scene) {
    scene.site.faults.plant({ kind: "alter", alter: oneBit });
    await showRetreat(scene);
    const { mismatchId = "" } = await scene.retreat();
    await scene.types("npx trivium rollout", ["mismatches"]);
    await scene.types("npx trivium rollout", ["replay", mismatchId]);
    await scene.types("npx trivium rollout", ["promote", mismatchId, "--to", "."]);
    await scene.types("npm run conformance --", ["--vectors", `${mismatchId}.json`]);
  },
  look: [
    "tests/faults/src/proxy/alterations.ts",
    "services-go/experiment/mismatch.go",
    "packages/cli/src/commands/promote.ts",
  ],
};

export const mended: Step = {
  title: "Mended",
  about:
    "The proxy lets everything through again. Replay shows that both sides agree, and shadow begins anew.",
  async play(scene) {
    const { mismatchId = "" } = await scene.retreat();
    scene.site.faults.mend();
    await scene.types("npx trivium rollout", ["replay", mismatchId]);
    await scene.set("shadow", 100, "mended: replay shows no difference");
  },
  look: ["services-go/experiment/replay.go"],
};

export const slowness: Step = {
  title: "Rust becomes slow",
  about: `The proxy holds every answer back for ${SLOW_MS / 1000} s. At a share of 1 % few callers wait for that, and it is caught
all the same: a test that may be looked at any time compares the 99th percentiles, and speaks up once it
is certain. Rust is given ten times Go's here (ROLLOUT_LATENCY_PERCENT), for shards are small and the way
through the proxy is long.`,
  async play(scene) {
    await scene.set("canary", 1, "a new machine: few callers at first");
    scene.site.faults.plant({ kind: "delay", ms: SLOW_MS });
    await showRetreat(scene);
    scene.site.faults.mend();
  },
  look: ["services-go/experiment/budget/latency.go", "services-go/experiment/budget/judge.go"],
};

export const drift: Step = {
  title: "Go drifts",
  about: `This time it is the old side: in one answer Go counts one depleted path too many. Rust answered the
callers, rightly; the verification sees that the sides differ. Which one is right it cannot know. The
conformance tests can: the promoted case is what every language says, and what Rust had said.`,
  async play(scene) {
    await scene.site.driftGo();
    await showRetreat(scene);
    const { mismatchId = "" } = await scene.retreat();
    await scene.types("npx trivium rollout", ["mismatches", "--limit", "1"], HEAD_LINES);
    await scene.types("npx trivium rollout", ["promote", mismatchId, "--to", "."]);
    await scene.types("npm run conformance --", ["--vectors", `${mismatchId}.json`]);
  },
  look: ["tests/faults/build.ts", "docs/faults.md"],
};

/** Waits for the rollout to go back by itself, and shows what the audit trail says. */
async function showRetreat(scene: Scene): Promise<void> {
  await scene.retreat();
  await scene.types("npx trivium rollout", ["audit", "--limit", "1"], HEAD_LINES);
}
