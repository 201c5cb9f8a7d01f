import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Console } from "./console.ts";
import { nextFree } from "./ports.ts";
import { describeSample, runSample, succeeded } from "./sample.ts";
import { stopSignal } from "./signals.ts";
import { startStack } from "./stack.ts";
import { BUILD_FLAGS, DATA_DIRECTORY, DEFAULT_PORTS } from "./topology.ts";
import { runTasks } from "./turbo.ts";

/**
 * `npm start`: builds, starts the stack, runs a sample, and serves until told to
 * stop. `--once` stops after the sample; `--json` prints it for programs on standard output.
 */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { once: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  });
  const { code } = await runTasks(["build"], { doing: "Building", flags: BUILD_FLAGS });
  if (code !== 0) return code;
  if (!values.once) return serve(DATA_DIRECTORY, values);
  const temporary = mkdtempSync(join(tmpdir(), "trivium-once-"));
  try {
    return await serve(temporary, values);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Serves until told to stop, until a service dies, or until the sample is shown. */
async function serve(
  dataDirectory: string,
  { once, json }: { once: boolean; json: boolean },
): Promise<number> {
  const stopped = Promise.withResolvers<number>();
  const signal = stopSignal();
  signal.addEventListener("abort", () => stopped.resolve(0));
  const stack = await startStack({
    ports: await nextFree(DEFAULT_PORTS),
    dataDirectory,
    listener: new Console(() => stopped.resolve(1)),
    signal,
  });
  try {
    const shown = await Promise.race([showSample(stack.gatewayUrl, json), stopped.promise]);
    if (shown !== undefined || once) return shown ?? 0;
    console.error(`\nThe page is at ${stack.gatewayUrl} (Ctrl-C to stop)\n`);
    return await stopped.promise;
  } finally {
    await stack.stop();
  }
}

/** Shows the sample forecast; returns an exit code only when it did not succeed. */
async function showSample(gatewayUrl: string, json: boolean): Promise<number | undefined> {
  const sample = await runSample(gatewayUrl);
  if (json) console.log(JSON.stringify(sample));
  else console.log(`\n${describeSample(sample)}`);
  return succeeded(sample) ? undefined : 1;
}
