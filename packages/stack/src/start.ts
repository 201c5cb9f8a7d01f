import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Console } from "./console.ts";
import { nextFree } from "./ports.ts";
import { describeSample, runSample } from "./sample.ts";
import { type LocalStack, startStack } from "./stack.ts";
import { DATA_DIRECTORY, DEFAULT_PORTS } from "./topology.ts";
import { turbo } from "./turbo.ts";

const BUILT = ["simulator", "forecast", "web"].map((name) => `--filter=@trivium/${name}`);

/**
 * `npm start`: builds, starts the stack, runs a sample forecast, and serves until told to
 * stop. `--once` stops after the sample; `--json` prints it for programs on standard output.
 */
export async function start(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { once: { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  });
  if ((await turbo(["build"], BUILT)) !== 0) return 1;

  const { promise: stopped, resolve: stop } = Promise.withResolvers<number>();
  listenForSignals(stop);
  const temporary = values.once ? mkdtempSync(join(tmpdir(), "trivium-once-")) : undefined;
  const starting = startStack({
    ports: await nextFree(DEFAULT_PORTS),
    dataDirectory: temporary ?? DATA_DIRECTORY,
    listener: new Console(() => stop(1)),
  });
  let stack: LocalStack | undefined;
  try {
    stack = await starting;
    const ended = await Promise.race([showSample(stack, values.json), stopped]);
    if (ended !== undefined || values.once) return ended ?? 0;
    console.error(`\nThe page is at ${stack.gatewayUrl} (Ctrl-C to stop)\n`);
    return await stopped;
  } catch (error) {
    console.error((error as Error).message);
    return 1;
  } finally {
    await stack?.stop();
    if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
  }
}

async function showSample(stack: LocalStack, json: boolean): Promise<number | undefined> {
  const sample = await runSample(stack.gatewayUrl);
  if (json) console.log(JSON.stringify(sample));
  else console.log(`\n${describeSample(sample)}`);
  return sample.state === "succeeded" ? undefined : 1;
}

/** The first signal asks to stop; a second one does not wait. The guard ends the services then. */
export function listenForSignals(stop: (code: number) => void): void {
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (asked) process.exit(130);
      asked = true;
      console.error("\nStopping");
      stop(0);
    });
  }
}
