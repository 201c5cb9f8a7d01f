import type { Rollout } from "@trivium/gateway/schemas";
import type { Stack } from "@trivium/stack";
import { expect, test } from "vitest";
import { listRuns } from "../src/runs.ts";
import { inBrowser } from "../src/suite.ts";

async function rolloutOf({ gatewayUrl }: Stack): Promise<Rollout> {
  return (await (await fetch(`${gatewayUrl}/v1/rollout?service=forecast`)).json()) as Rollout;
}

inBrowser("the migration of a running system", (suite) => {
  test("is steered from the page while the results stay the same, to the last bit", async () => {
    const visit = await suite().visitor();
    await visit.open("/?paths=50000&seed=5");
    await visit.button("Run forecast").click();
    await visit.finished("50,000");
    const checksum = await visit.checksum.textContent();
    const { page } = visit;
    const newestResult = async () => {
      const [newest] = await listRuns(suite().stack);
      return newest?.state === "succeeded" ? newest.result : undefined;
    };

    // The first answers add the builds to the state, and a step is meant for one state.
    await expect.poll(async () => (await rolloutOf(suite().stack)).state.identity).toBeDefined();
    await page.getByRole("link", { name: "Migration" }).click();
    await visit.stage.getByText("Reversed").waitFor();
    await page.getByText("Rust answers every call.", { exact: true }).waitFor();
    await visit.field("Why").fill("every answer is to be verified");
    await visit.button("100\u00a0%").click();
    await visit.button("Apply 100\u00a0%").click();
    await visit.stage.getByText("Reversed 100\u00a0%").waitFor();
    await visit.field("Why").fill("without evidence");
    await visit.button("Advance to retired").click();
    await visit.alert.getByText("The step is refused.").waitFor();

    const forecast = async (implementation: string) => {
      await page.getByRole("link", { name: "Forecast" }).click();
      const before = (await listRuns(suite().stack)).length;
      await visit.button("Run forecast").click();
      await expect.poll(async () => (await listRuns(suite().stack)).length).toBe(before + 1);
      await expect.poll(async () => (await newestResult())?.checksum).toBe(checksum);
      expect((await newestResult())?.contributions.map((one) => one.implementation)).toEqual([
        implementation,
      ]);
      await page.getByRole("link", { name: "Migration" }).click();
    };
    await forecast("rust");
    await page
      .getByText(/^[1-9]\d* of 100 samples$/)
      .first()
      .waitFor();
    await page.getByText("0 answers differ").waitFor();

    await visit.button("Kill").click();
    await visit.button("Kill it now").click();
    await page.getByText("Go answers every call.", { exact: true }).waitFor();
    await forecast("go");
    await visit.field("Why").fill("once more");
    await visit.button("Advance to shadow").click();
    await visit.stage.getByText("Shadow 1\u00a0%").waitFor();
    await forecast("go");
    const trail = page.getByRole("region", { name: "Audit trail" }).getByRole("listitem");
    await trail.getByText("once more").waitFor();
    expect((await trail.allTextContents()).slice(0, 2)).toEqual([
      expect.stringMatching(/^Off → shadow 1\s%once more/),
      expect.stringMatching(/^Reversed 100\s% → offkilled on the page/),
    ]);
  });
});
