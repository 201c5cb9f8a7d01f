import type { Progress } from "../progress.ts";
import { ColdPlace } from "./place.ts";
import { type Line, type Start, start } from "./start.ts";

/** Parts of a start, in milliseconds. Packages, Go and Rust begin with it and go on at the same time. */
export interface Parts {
  readonly packagesMs: number;
  readonly goMs: number;
  readonly rustMs: number;
  /** What is built once all of that is there: gateway and page. */
  readonly buildMs: number;
  /** Until all services are up, the sample is computed, and all is stopped again. */
  readonly sampleMs: number;
}

/** A start without anything downloaded or compiled, and another in the same clone after it. */
export interface ColdTable extends Parts {
  /** What was started. */
  readonly commit: string;
  readonly totalMs: number;
  readonly cpuMs: number;
  readonly againMs: number;
}

/**
 * Starts a clone of the repository twice. Takes minutes, the network, and a few gigabytes for as long.
 *
 * @throws {Error} when there is no clone, or when it does not start.
 */
export async function measureCold(progress: Progress, signal: AbortSignal): Promise<ColdTable> {
  progress.step("cloning");
  await using place = new ColdPlace();
  const { commit, env } = await place.prepare(signal);
  const started = (name: string): Promise<Start> => {
    progress.step(name);
    const heard = (line: string) => {
      const status = /^\d+ s {2}(.*)/.exec(line)?.[1];
      if (status !== undefined) progress.step(`${name}: ${status}`);
    };
    return start(place.clone, env, heard, signal);
  };
  const cold = await started("starting it");
  const again = await started("starting it again");
  return {
    commit,
    ...partsOf(cold.lines, cold.wallMs),
    totalMs: cold.wallMs,
    cpuMs: cold.cpuMs,
    againMs: again.wallMs,
  };
}

/**
 * The parts of a start by the lines that it printed.
 *
 * @throws {Error} naming the line that is missing.
 */
export function partsOf(lines: readonly Line[], wallMs: number): Parts {
  const at = (beginning: string) => {
    const line = lines.find(({ text }) => text.startsWith(beginning));
    if (line === undefined) throw new Error(`npm start did not say ${beginning}`);
    return line.atMs;
  };
  const [packagesMs, goMs, rustMs] = [at("Installed npm packages"), at("Compiled go"), at("Compiled rust")];
  const builtMs = at("Building took");
  return {
    packagesMs,
    goMs,
    rustMs,
    buildMs: builtMs - Math.max(packagesMs, goMs, rustMs),
    sampleMs: wallMs - builtMs,
  };
}
