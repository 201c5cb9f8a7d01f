import type { Answer, Refusal } from "@trivium/test-conformance/cases";
import type { Effort } from "../effort.ts";
import type { Peer } from "../peer.ts";
import { disagreement, type Sample } from "./agreement.ts";
import type { Implementation } from "./implementations.ts";
import { MONTHS, question } from "./question.ts";

/** Paths of a computation are a multiple of this, so that no block of any backend is short. */
const BLOCK = 512;
const CHECK_SEED = 1;

/** An implementation that answers, and what it has taken so far. */
export class Contender {
  readonly implementation: Implementation;
  readonly answer: Answer | Sample;
  /** Nanoseconds a path-month, by round. */
  readonly nanos: number[] = [];
  readonly #peer: Peer;
  #paths: number;

  private constructor(implementation: Implementation, peer: Peer, answer: Answer | Sample, paths: number) {
    this.implementation = implementation;
    this.answer = answer;
    this.#peer = peer;
    this.#paths = paths;
  }

  /** Starts it and has it answer the question that all must agree on. */
  static async start(implementation: Implementation, peer: Peer, { checkPaths }: Effort): Promise<Contender> {
    const reply = await peer.ask<Answer | Sample | Refusal>(question(checkPaths, CHECK_SEED));
    if ("error" in reply) throw new Error(`it refused the question: ${JSON.stringify(reply.error)}`);
    return new Contender(implementation, peer, reply, checkPaths);
  }

  /** Finds out how many paths take about so long; compilers that learn have learnt by then. */
  async warmUp(milliseconds: number): Promise<void> {
    const nanos = await this.#time(CHECK_SEED);
    const paths = (milliseconds * 1e6) / (nanos * MONTHS);
    this.#paths = Math.max(1, Math.round(paths / BLOCK)) * BLOCK;
  }

  /** Measures it once more. */
  async measure(round: number): Promise<void> {
    this.nanos.push(await this.#time(round));
  }

  async #time(seed: number): Promise<number> {
    const { nanos } = await this.#peer.ask<Answer | Sample>(question(this.#paths, seed));
    return nanos / (this.#paths * MONTHS);
  }
}

/**
 * The checksum that all exact implementations have.
 *
 * @throws {Error} naming the first implementation that computes something else.
 */
export function agreedChecksum(contenders: readonly Contender[], { checkPaths }: Effort): string {
  const first = contenders.find(({ implementation }) => implementation.exact);
  if (first === undefined) throw new Error("no implementation of the kernel is built: npm run build");
  const exact = first.answer as Answer;
  for (const { implementation, answer } of contenders) {
    const difference =
      "checksum" in answer ? bitDifference(answer, exact) : disagreement(answer, exact, checkPaths);
    if (difference === undefined) continue;
    throw new Error(
      `${implementation.name} does not compute what ${first.implementation.name} does: ${difference}`,
    );
  }
  return exact.checksum;
}

function bitDifference(answer: Answer, exact: Answer): string | undefined {
  if (answer.checksum !== exact.checksum) return `checksum ${answer.checksum}, not ${exact.checksum}`;
  return JSON.stringify(answer.years) === JSON.stringify(exact.years) ? undefined : "other counts";
}
