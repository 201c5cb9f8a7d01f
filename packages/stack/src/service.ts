import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { type Guard, signalGroup } from "../boot/groups.mjs";

const READY_POLL_MS = 20;
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 12_000;

/** How to run a service. */
export interface ServiceDefinition {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Base of its /ready and /metrics. */
  readonly adminUrl: string;
}

/** What a service's life tells: its log lines, and an end that nobody asked for. */
export interface ServiceListener {
  line(name: string, text: string): void;
  died(name: string, how: string): void;
}

/** One service as a local process, in a process group of its own. */
export class Service {
  readonly definition: ServiceDefinition;
  readonly #guard: Guard;
  readonly #listener: ServiceListener;
  #process: ChildProcess | undefined;
  #expectedToEnd = false;

  constructor(definition: ServiceDefinition, guard: Guard, listener: ServiceListener) {
    this.definition = definition;
    this.#guard = guard;
    this.#listener = listener;
  }

  /** Its process, while it runs. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    this.launch();
    await this.ready();
  }

  /** Starts its process. */
  launch(): void {
    const { command, cwd, env, name } = this.definition;
    const [program, ...args] = command;
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#process = child;
    this.#expectedToEnd = false;
    if (child.pid !== undefined) this.#guard.watch(child.pid);
    for (const input of [child.stdout, child.stderr]) {
      createInterface({ input }).on("line", (text) => this.#listener.line(name, text));
    }
    child.once("error", (error) => this.#ended(child, error.message));
    child.once("exit", (code, signal) => this.#ended(child, signal ?? `exit code ${code}`));
  }

  /** @throws {Error} when it ends, is not ready in time, or the wait is ended. */
  async ready(signal?: AbortSignal): Promise<void> {
    const { name, adminUrl } = this.definition;
    const until = Date.now() + READY_TIMEOUT_MS;
    while (!(await answersOk(`${adminUrl}/ready`))) {
      if (this.#process === undefined) throw new Error(`${name} ended before it was ready`);
      if (signal?.aborted === true) throw new Error(`stopped before ${name} was ready`);
      if (Date.now() > until) throw new Error(`${name} was not ready in ${READY_TIMEOUT_MS / 1000} s`);
      await sleep(READY_POLL_MS);
    }
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (child?.pid === undefined) return;
    this.#expectedToEnd = true;
    const end = once(child, "exit");
    signalGroup(child.pid, signal);
    await end;
  }

  /** TERM, and KILL when that takes too long. */
  async stop(): Promise<void> {
    const child = this.#process;
    const patience = setTimeout(() => child?.pid && signalGroup(child.pid, "SIGKILL"), STOP_TIMEOUT_MS);
    await this.kill("SIGTERM");
    clearTimeout(patience);
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#process !== child) return;
    this.#process = undefined;
    if (child.pid !== undefined) this.#guard.forget(child.pid);
    if (!this.#expectedToEnd) this.#listener.died(this.definition.name, how);
  }
}

async function answersOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}
