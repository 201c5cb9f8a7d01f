import { expect, test } from "vitest";
import { Site } from "../src/site.ts";
import { Traffic } from "../src/traffic.ts";

const CALLERS = 2;
/** Long enough to be computed by both sides. */
const PLAN = { paths: 1_000_000, seed: "11" };
const FORWARD = [
  ["shadow", 100],
  ["canary", 50],
  ["reversed", 50],
  ["retired", undefined],
] as const;
const BACK = ["reversed", "canary", "shadow", "off"] as const;

test("a run has the same result whatever stages it goes through, forward and back", async () => {
  await using site = await Site.start({ stage: "retired", percent: 0 });
  const undisturbed = await site.client.end((await site.client.create(PLAN)).id);
  expect(undisturbed.result?.contributions.map(({ implementation }) => implementation)).toEqual(["rust"]);
  await site.rollout.set("off");

  const { id } = await site.client.create(PLAN);
  const traffic = new Traffic(site.client, CALLERS);
  for (const [stage, percent] of FORWARD) {
    await site.rollout.advance(stage, percent);
    await traffic.more(1);
  }
  for (const stage of BACK) {
    await site.rollout.set(stage);
    await traffic.more(1);
  }
  const { affected } = await traffic.stop();
  const { result } = await site.client.end(id);
  expect(affected).toEqual([]);
  expect(result?.checksum).toBe(undisturbed.result?.checksum);
  expect(result?.years).toEqual(undisturbed.result?.years);
  expect(result?.contributions.map(({ implementation }) => implementation).toSorted()).toEqual([
    "go",
    "rust",
  ]);
});
