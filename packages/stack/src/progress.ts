import { Status } from "../boot/status.mjs";
import type { Task } from "./turbo.ts";

/** Lines that are kept of a task, to show them should it fail. */
const KEPT_LINES = 1000;
/** Tasks that the status line names: turbo tells when one begins, not when it ends. */
const NAMED_TASKS = 4;
/** What trivium-report says when a suite has ended. */
const SUITE_ENDED = /^\d+ passed, \d+ failed, \d+ skipped$/;
/** What turbo says of a task that is not in its cache. */
const BEGUN = /^cache (miss|bypass), (force )?executing /;
/** What turbo and npm say of themselves. */
const WRAPPING = /^(cache hit, |> |npm error |$)/;

/** Shows how far turbo's tasks are: those begun last, what was said last, and each suite that ends. */
export class Progress {
  readonly #doing: string;
  readonly #status: Status;
  readonly #lines = new Map<string, string[]>();
  readonly #begun: string[] = [];
  #said = "";

  /** @param doing what is going on: "Building" */
  constructor(doing: string) {
    this.#doing = doing;
    this.#status = new Status(() => `${doing} ${this.#begun.slice(-NAMED_TASKS).join(", ")}${this.#said}`);
  }

  /** A line that a task said. */
  heard(taskId: string, text: string): void {
    if (WRAPPING.test(text)) return;
    const name = nameOf(taskId);
    if (BEGUN.test(text)) return void this.#begun.push(name);
    if (SUITE_ENDED.test(text)) return this.print(`${name.padEnd(24)} ${text}`);
    this.#said = ` | ${name}: ${text.trim()}`;
    const lines = this.#lines.get(taskId) ?? [];
    this.#lines.set(taskId, lines);
    lines.push(text);
    if (lines.length > KEPT_LINES) lines.shift();
  }

  /** A line of turbo itself. */
  print(line: string): void {
    if (line !== "") this.#status.print(line);
  }

  /** Everything has ended: shows what the failed tasks said. */
  end(tasks: readonly Task[]): void {
    this.#status.close();
    for (const { taskId, logFile, execution } of tasks) {
      if (execution === undefined || execution.exitCode === 0) continue;
      this.print(`\n${nameOf(taskId)} failed (${logFile}):\n`);
      for (const line of this.#lines.get(taskId) ?? []) this.print(line);
    }
    if (this.#begun.length > 0) this.print(`${this.#doing} took ${this.#status.seconds} s`);
  }
}

/** A task as a reader calls it: "gateway build". */
function nameOf(taskId: string): string {
  return taskId.replace("@trivium/", "").replace("#", " ");
}
