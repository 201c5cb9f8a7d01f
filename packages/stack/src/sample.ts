import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 25;

/** A finished forecast, as far as the sample shows it. */
export interface Sample {
  readonly id: string;
  readonly state: string;
  readonly result?: {
    readonly paths: number;
    readonly success: { readonly estimate: number; readonly low: number; readonly high: number };
    readonly checksum: string;
    readonly contributions: readonly {
      readonly implementation: string;
      readonly instructionSet: string;
      readonly shards: number;
      readonly computeMs: number;
    }[];
    readonly timing: { readonly queuedMs: number; readonly runningMs: number };
  };
}

/** Runs the default plan to its end. */
export async function runSample(gatewayUrl: string): Promise<Sample> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  const token = process.env["TRIVIUM_API_TOKEN"];
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  const created = await fetch(`${gatewayUrl}/v1/forecasts`, { method: "POST", headers, body: "{}" });
  if (!created.ok) throw new Error(`the gateway refused the sample forecast: ${await created.text()}`);
  let sample = (await created.json()) as Sample;
  while (sample.state === "queued" || sample.state === "running") {
    await sleep(POLL_MS);
    sample = (await (await fetch(`${gatewayUrl}/v1/forecasts/${sample.id}`, { headers })).json()) as Sample;
  }
  return sample;
}

/** Whether it ended as it should. */
export const succeeded = ({ state }: Sample) => state === "succeeded";

/** The sample in words. */
export function describeSample({ state, result }: Sample): string {
  if (result === undefined) return `The sample forecast ended as ${state}.`;
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const { success, timing, paths, checksum } = result;
  const who = result.contributions.map(
    ({ implementation, instructionSet, shards, computeMs }) =>
      `${implementation} (${instructionSet}) ${shards} shards in ${Math.round(computeMs)} ms of computing`,
  );
  return [
    `A household that saves for 20 years and spends for 30: the money lasts in ${percent(success.estimate)} of`,
    `${paths.toLocaleString("en")} futures (95 % interval ${percent(success.low)} to ${percent(success.high)}).`,
    `Computed by ${who.join(", ")}; ${Math.round(timing.runningMs)} ms in all. Checksum ${checksum}.`,
  ].join("\n");
}
