import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import type { BuildScheduleResponse } from "@trivium/contracts/forecast/v1/forecast_service";
import { ForecastServiceClient } from "@trivium/contracts/forecast/v1/forecast_service";
import type { PartialPlan } from "@trivium/gateway/schemas";
import { ROOT } from "@trivium/stack";
import type { Answer, Case } from "@trivium/test-conformance/cases";
import { bitsOf, hex, runsOf } from "../kernel/question.ts";
import { Peer } from "../peer.ts";

const PROGRAM = join(ROOT, "services-rust/conformance/bin/trivium-conformance");
/** Parts for each thread: few enough to cost nothing, enough for none to wait long for another. */
const PARTS = 8;

/** The Rust kernel with a number of threads, and nothing around it. */
export class KernelAlone implements AsyncDisposable {
  readonly #threads: readonly Peer[];

  constructor(threads: number, signal: AbortSignal) {
    this.#threads = Array.from(
      { length: threads },
      (_, index) => new Peer({ name: `kernel ${index + 1}`, command: [PROGRAM] }, signal),
    );
  }

  /** Computes a forecast's paths; the milliseconds it took, and the checksum of all. */
  async run(question: Case): Promise<{ milliseconds: number; checksum: string }> {
    const parts = divided(question, this.#threads.length * PARTS);
    let checksum = 0n;
    const start = performance.now();
    await Promise.all(
      this.#threads.map(async (thread) => {
        for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
          const answer = await thread.ask<Answer>(part);
          checksum += BigInt(`0x${answer.checksum}`);
        }
      }),
    );
    return { milliseconds: performance.now() - start, checksum: hex(BigInt.asUintN(64, checksum)) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread[Symbol.asyncDispose]()));
  }
}

function divided(question: Case, parts: number): Case[] {
  const size = Math.ceil(question.path_count / parts);
  return Array.from({ length: parts }, (_, index) => {
    const first = index * size;
    return {
      ...question,
      first_path: String(first),
      path_count: Math.min(size, question.path_count - first),
    };
  }).filter(({ path_count: paths }) => paths > 0);
}

/** What a forecast service would have its simulators compute for a plan. */
export async function questionOf(plan: PartialPlan, forecastAddress: string): Promise<Case> {
  const service = new ForecastServiceClient(forecastAddress, credentials.createInsecure());
  const { seed = "1", ...numbers } = plan;
  const built = await new Promise<BuildScheduleResponse>((resolve, reject) => {
    service.buildSchedule({ plan: { ...numbers, seed: BigInt(seed) } }, (error, response) => {
      if (error === null) resolve(response);
      else reject(error);
    });
  }).finally(() => service.close());
  const { drift = [], volatility = [], flow = [] } = built.schedule ?? {};
  return {
    name: "forecast",
    initial_balance: bitsOf(built.plan?.initialBalance ?? 0),
    drift: runsOf(drift),
    volatility: runsOf(volatility),
    flow: runsOf(flow),
    seed: hex(BigInt(seed)),
    first_path: "0",
    path_count: built.plan?.paths ?? 0,
  };
}
