import { existsSync, mkdtempSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Stage } from "@trivium/gateway/schemas";
import { anyFree, DEFAULT_PORTS, type LocalStack, SERVICES, startStack } from "@trivium/stack";
import { Client } from "@trivium/test-integration/client";
import { Faults } from "./proxy/fault.ts";
import { Proxy } from "./proxy/proxy.ts";
import { Rollout } from "./rollout.ts";

/** A forecast service whose Go kernel can drift: see build.ts. */
const DRIFTING_FORECAST = resolve(import.meta.dirname, "../bin/forecast");

/**
 * Shards are small here, and the way through a proxy on a machine that computes everything is
 * long: Rust may take ten times as long as Go, so that evidence does not wait for a quiet minute.
 */
const LATENCY_PERCENT = "1000";

/** What a stack is to begin with. */
export interface SiteOptions {
  readonly stage: Stage;
  /** Share of the calls, in percent. */
  readonly percent: number;
  /** Ends the wait for all of it to be ready. */
  readonly signal?: AbortSignal;
}

/** A stack with data of its own, and proxies between forecast and its simulators. */
export class Site implements AsyncDisposable {
  readonly stack: LocalStack;
  readonly client: Client;
  readonly rollout: Rollout;
  /** What is planted between forecast and the simulators. */
  readonly faults: Faults;
  readonly #folder: string;
  readonly #cleanup: AsyncDisposableStack;

  private constructor(stack: LocalStack, faults: Faults, folder: string, cleanup: AsyncDisposableStack) {
    this.stack = stack;
    this.client = new Client(stack);
    this.rollout = new Rollout(this.client);
    this.faults = faults;
    this.#folder = folder;
    this.#cleanup = cleanup;
  }

  static async start({ stage, percent, signal }: SiteOptions): Promise<Site> {
    await using cleanup = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), "trivium-faults-"));
    cleanup.defer(() => rmSync(folder, { recursive: true, force: true }));
    const faults = new Faults();
    // All at once: a port that is looked up later may be one that the stack is about to take.
    const [first = 0, second = 0, ...ports] = await anyFree(2 + DEFAULT_PORTS.length);
    const portOf = (usual: number) => ports[DEFAULT_PORTS.indexOf(usual)];
    const port = SERVICES["simulator"]?.port ?? 0;
    const proxies = [
      cleanup.use(await Proxy.listen(first, `127.0.0.1:${portOf(port)}`, faults)),
      cleanup.use(await Proxy.listen(second, `127.0.0.1:${portOf(port + 1)}`, faults)),
    ];
    const stack = await startStack({
      ports,
      dataDirectory: folder,
      programs: { forecast: DRIFTING_FORECAST },
      env: {
        gateway: { RATE_LIMIT_PER_MINUTE: "10000000" },
        forecast: {
          SIMULATOR_ADDRESSES: proxies.map(({ address }) => address).join(),
          ROLLOUT_STAGE: stage,
          ROLLOUT_LATENCY_PERCENT: LATENCY_PERCENT,
          ROLLOUT_BASIS_POINTS: String(Math.round(100 * percent)),
          DRIFT_FILE: join(folder, "drift"),
        },
      },
      ...(signal && { signal }),
    });
    cleanup.defer(() => stack.stop());
    return new Site(stack, faults, folder, cleanup.move());
  }

  /** Lets the next answer of Go be off by one depleted path; resolves when it was. */
  async driftGo(): Promise<void> {
    const file = join(this.#folder, "drift");
    const taken = Promise.withResolvers<void>();
    const watching = watch(this.#folder, () => {
      if (!existsSync(file)) taken.resolve();
    });
    writeFileSync(file, "");
    await taken.promise;
    watching.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#cleanup.disposeAsync();
  }
}
