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
  /** How far the computing has moved from Go to Rust; the percentage is missing where all is meant. */
  readonly rollout: { readonly stage: string; readonly percent?: number };
}

type Forecast = Omit<Sample, "rollout">;

/** Runs the default plan to its end, and asks what the rollout stands at. */
export async function runSample(gatewayUrl: string): Promise<Sample> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  const token = process.env["TRIVIUM_API_TOKEN"];
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  const created = await fetch(`${gatewayUrl}/v1/forecasts`, { method: "POST", headers, body: "{}" });
  if (!created.ok) throw new Error(`the gateway refused the sample forecast: ${await created.text()}`);
  const get = async <T>(path: string) =>
    (await (await fetch(`${gatewayUrl}${path}`, { headers })).json()) as T;
  let forecast = (await created.json()) as Forecast;
  while (forecast.state === "queued" || forecast.state === "running") {
    await sleep(POLL_MS);
    forecast = await get<Forecast>(`/v1/forecasts/${forecast.id}`);
  }
  const { state } = await get<{ state: Sample["rollout"] }>("/v1/rollout?service=forecast");
  return { ...forecast, rollout: state };
}

/** Whether it ended as it should. */
export const succeeded = ({ state }: Sample) => state === "succeeded";

const at = (percent?: number) => (percent === undefined ? "" : ` ${percent} %`);

/** The sample in words. */
export function describeSample({ state, result, rollout }: Sample): string {
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
    `The rollout from Go to Rust is at ${rollout.stage}${at(rollout.percent)} (npx trivium rollout status).`,
  ].join("\n");
}
