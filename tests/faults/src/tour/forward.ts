import type { Step } from "./step.ts";

/** Forecasts that callers get while a simulator is gone. */
const FORECASTS_WITHOUT = 10;

export const begin: Step = {
  title: "Go only",
  about: `Three callers want one forecast after the other. Go computes every shard, inside the forecast service.
Rust is there, and nobody asks it.`,
  async play(scene) {
    await scene.until(({ control }) => control.callsPerSecond > 0);
    await scene.types("npx trivium rollout", ["status"]);
  },
  look: ["services-go/internal/kernel/simulate.go", "services-go/forecast/internal/inprocess/simulate.go"],
};

export const shadow: Step = {
  title: "Shadow",
  about: `Go still answers. Rust gets the same calls behind the callers' backs, and every answer is compared
bit by bit. A person takes this step; nothing goes forward by itself.`,
  async play(scene) {
    await scene.set("shadow", 100, "let Rust compute along");
    await scene.evidence();
    await scene.types("npx trivium rollout", ["status"]);
  },
  look: [
    "services-go/experiment/do.go",
    "services-go/experiment/compare/compare.go",
    "proto/trivium/simulation/v1/simulation.proto",
  ],
};

export const canary: Step = {
  title: "Canary: 1, 10, 50 %",
  about: `Rust answers a share of the calls, Go the rest; the comparison goes on. The step asks for evidence: at
least 100 calls compared, none different, no more failures, no slower. Raising the share asks for nothing.`,
  async play(scene) {
    await scene.set("canary", 1, "shadow shows no difference");
    await scene.set("canary", 10, "no complaints");
    await scene.set("canary", 50, "still none");
    await scene.evidence();
    await scene.types("npx trivium rollout", ["status"]);
  },
  look: ["services-go/experiment/bucket.go", "services-go/experiment/stage/set.go"],
};

export const crash: Step = {
  title: "A simulator is killed",
  about: `Rust is well again; the way back to canary leads through shadow, with new evidence. Then one of the two
simulators gets kill -9 in mid-work. What it had at hand is computed elsewhere.`,
  async play(scene) {
    await scene.set("shadow", 100, "Rust is fast again");
    await scene.set("canary", 50, "shadow shows no difference");
    await scene.evidence();
    await scene.site.stack.kill("simulator-1");
    await scene.traffic.more(FORECASTS_WITHOUT);
    const { affected } = scene.traffic.tally;
    scene.guide.say(
      `${FORECASTS_WITHOUT} forecasts ended without it; callers who noticed anything: ${affected.length}.`,
    );
    await scene.site.stack.start("simulator-1");
    await scene.types("npx trivium rollout", ["status"], 1);
  },
  look: ["services-go/forecast/internal/fleet/retry.go", "services-go/experiment/classify.go"],
};

export const reversed: Step = {
  title: "Reversed",
  about: `Rust answers every call. Go computes a fifth of them again, in the background: evidence goes on, and the
way back stays as short as ever.`,
  async play(scene) {
    await scene.set("reversed", 20, "half of the calls by Rust, and nothing to be seen");
    await scene.evidence();
    await scene.types("npx trivium rollout", ["status"]);
  },
  look: ["services-go/experiment/route.go", "services-go/forecast/settings.go"],
};

export const retired: Step = {
  title: "Retired",
  about: `All the way once more, each step with evidence of its own. Then Go is not asked any more, and its code can
go.`,
  async play(scene) {
    await scene.set("shadow", 100, "Go computes rightly again");
    await scene.set("canary", 50, "shadow shows no difference");
    await scene.set("reversed", 50, "canary shows no difference");
    await scene.retire("Rust has proved itself");
    await scene.types("npx trivium rollout", ["audit"]);
  },
  look: ["services-go/experiment/stage/next.go", "docs/migrating.md"],
};
