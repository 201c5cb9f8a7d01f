import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";

const PATIENCE_MS = 2000;
const MAX_COMPLAINT = 2000;

/** How to start a peer. */
export interface PeerCommand {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A process that is asked: a question a line on its standard input, an answer a line on
 * its standard output, both JSON. It ends when its input does, so it cannot outlive the
 * bench; an abort kills it with all it has started.
 */
export class Peer implements AsyncDisposable {
  readonly name: string;
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #reader: Interface;
  readonly #ended: Promise<unknown>;
  readonly #abort: () => void;
  readonly #signal: AbortSignal;
  #complaint = "";

  constructor({ name, command: [program = "", ...args], env }: PeerCommand, signal: AbortSignal) {
    this.name = name;
    const child = spawn(program, args, {
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    this.#process = child;
    // What is missing shows in the answers; a reader that is gone in the end.
    child.stdin.on("error", () => {});
    child.stderr.on("data", (text: Buffer) => {
      this.#complaint = (this.#complaint + text.toString()).slice(-MAX_COMPLAINT);
    });
    // A program that cannot be started never closes.
    this.#ended = once(child, "close").catch((error: Error) => {
      this.#complaint = error.message;
    });
    this.#reader = createInterface({ input: child.stdout });
    this.#lines = this.#reader[Symbol.asyncIterator]();
    this.#signal = signal;
    this.#abort = () => this.#kill();
    signal.addEventListener("abort", this.#abort, { once: true });
  }

  /**
   * Asks, and waits for the answer. One question at a time.
   *
   * @throws {Error} when the process ends instead, with what it complained about.
   */
  async ask<Answer>(question: unknown): Promise<Answer> {
    this.#process.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    this.#signal.throwIfAborted();
    if (done !== true) return JSON.parse(value) as Answer;
    await this.#ended;
    throw new Error(`${this.name} gave no answer: ${this.#complaint.trim() || "it ended"}`);
  }

  /** Lets it end, and waits for that. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener("abort", this.#abort);
    this.#process.stdin?.end();
    const timer = setTimeout(() => this.#kill(), PATIENCE_MS);
    await this.#ended;
    clearTimeout(timer);
    this.#reader.close();
  }

  #kill(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }
}
