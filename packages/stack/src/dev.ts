import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { Console } from "./console.ts";
import { nextFree } from "./ports.ts";
import { type LocalStack, startStack } from "./stack.ts";
import { listenForSignals } from "./start.ts";
import { DATA_DIRECTORY, DEFAULT_PORTS, ROOT, type ServiceName } from "./topology.ts";
import { turbo } from "./turbo.ts";

const SETTLE_MS = 150;

/** What changes in a folder mean: tasks to run, then services to start anew. */
interface Rule {
  readonly folders: readonly string[];
  readonly build: readonly string[];
  readonly restart: readonly ServiceName[];
}

const RULES: readonly Rule[] = [
  { folders: ["proto/trivium"], build: ["generate"], restart: [] },
  {
    folders: ["services-rust/kernel/src", "services-rust/chassis/src", "services-rust/simulator/src"],
    build: ["build", "--filter=@trivium/simulator"],
    restart: ["simulator-1", "simulator-2"],
  },
  {
    folders: ["services-go/forecast", "services-go/internal", "services-go/gen"],
    build: ["build", "--filter=@trivium/forecast"],
    restart: ["forecast"],
  },
  {
    folders: ["apps/gateway/src", "packages/chassis/src", "packages/contracts/src", "packages/kernel/src"],
    build: [],
    restart: ["gateway"],
  },
  // The gateway looks up the page's files once.
  { folders: ["apps/web/src"], build: ["build", "--filter=@trivium/web"], restart: ["gateway"] },
];

/** `npm run dev`: the stack, and what changed is built and started anew. */
export async function dev(): Promise<number> {
  if ((await turbo(["build"])) !== 0) return 1;
  const { promise: stopped, resolve: stop } = Promise.withResolvers<number>();
  listenForSignals(stop);
  const stack = await startStack({
    ports: await nextFree(DEFAULT_PORTS),
    dataDirectory: DATA_DIRECTORY,
    // A service that dies waits for the change that mends it.
    listener: new Console(() => {}),
  });
  console.error(`\nThe page is at ${stack.gatewayUrl}; watching for changes (Ctrl-C to stop)\n`);
  const watchers = RULES.flatMap((rule) => follow(rule, stack));
  const code = await stopped;
  for (const watcher of watchers) watcher.close();
  await stack.stop();
  return code;
}

/** Applies a rule after its folders have been quiet for a moment. */
function follow(rule: Rule, stack: LocalStack): FSWatcher[] {
  let timer: NodeJS.Timeout | undefined;
  let applying = Promise.resolve();
  const changed = (file: string | null) => {
    if (file === null || /(^|\/)(bin|reports|node_modules|\.turbo)\//.test(file)) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      applying = applying
        .then(() => apply(rule, stack))
        .catch((error: Error) => console.error(error.message));
    }, SETTLE_MS);
  };
  return rule.folders.map((folder) =>
    watch(join(ROOT, folder), { recursive: true }, (_, file) => changed(file)),
  );
}

async function apply({ build: [task, ...flags], restart }: Rule, stack: LocalStack): Promise<void> {
  if (task !== undefined && (await turbo([task], flags)) !== 0) return;
  for (const name of restart) {
    await stack.kill(name);
    await stack.start(name);
    console.error(`${name} restarted`);
  }
}
