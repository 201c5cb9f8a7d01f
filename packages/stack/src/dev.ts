import { once } from "node:events";
import { Console } from "./console.ts";
import { nextFree } from "./ports.ts";
import { stopSignal } from "./signals.ts";
import { type LocalStack, startStack } from "./stack.ts";
import { BUILD_FLAGS, DATA_DIRECTORY, DEFAULT_PORTS, INSTANCE_NAMES, PACKAGES } from "./topology.ts";
import { runTasks } from "./turbo.ts";
import { watchPackages } from "./watch.ts";

/** What turbo built, by package: a hash of everything that went into it. */
type Built = ReadonlyMap<string, string>;

/** `npm run dev`: the stack; what changes is built, and the services that it goes into start anew. */
export async function dev(): Promise<number> {
  let built = await buildServices();
  if (built === undefined) return 1;
  const signal = stopSignal();
  const stack = await startStack({
    ports: await nextFree(DEFAULT_PORTS),
    dataDirectory: DATA_DIRECTORY,
    // A service that dies waits for the change that mends it.
    listener: new Console(() => {}),
    signal,
  });
  const watching = watchPackages(async (files) => {
    if (files.some((file) => file.endsWith(".proto"))) await runTasks(["generate"], { doing: "Generating" });
    const now = await buildServices();
    if (now === undefined) return;
    const before = built;
    built = now;
    await restartChanged(stack, before, now);
  });
  console.error(`\nThe page is at ${stack.gatewayUrl}; watching for changes (Ctrl-C to stop)\n`);
  if (!signal.aborted) await once(signal, "abort");
  watching.close();
  await stack.stop();
  return 0;
}

/** Builds what the services are made of; nothing when that fails. */
async function buildServices(): Promise<Built | undefined> {
  const { code, tasks } = await runTasks(["build"], { doing: "Building", flags: BUILD_FLAGS });
  return code === 0 ? new Map(tasks.map((task) => [task.package, task.hash])) : undefined;
}

async function restartChanged(stack: LocalStack, before: Built | undefined, now: Built): Promise<void> {
  const changed = INSTANCE_NAMES.filter((name) =>
    PACKAGES.get(name)?.some((part) => before?.get(part) !== now.get(part)),
  );
  for (const name of changed) {
    await stack.kill(name);
    await stack.start(name);
    console.error(`${name} restarted`);
  }
}
