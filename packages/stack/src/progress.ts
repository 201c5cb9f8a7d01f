import { Status } from "../boot/status.mjs";
import type { Task } from "./turbo.ts";

/** Lines that are kept of a task, to show them should it fail. */
const KEPT_LINES = 1000;
/** Suites that the status line names. */
const NAMED_SUITES = 4;
/** What turbo calls the task that runs a package's suite. */
const SUITE = /#test$/;
/** What trivium-report says when a suite has ended. */
const SUITE_ENDED = /^\d+ passed, \d+ failed, \d+ skipped$/;
/** What turbo says of a task that is not in its cache. */
const BEGUN = /^cache (miss|bypass), (force )?executing /;
/** What npm says of a command that has failed. */
const FAILED = /^npm error /;
/** What turbo and npm say of themselves. */
const WRAPPING = /^(cache hit, |> |$)/;

/**
 * Shows how far turbo's tasks are: suites that run, what was heard last, and each suite that ends.
 * Turbo reports the begin of a task alone. Of suites the end is known, too; other tasks are named
 * only with what they say.
 */
export class Progress {
  readonly #doing: string;
  readonly #status: Status;
  readonly #lines = new Map<string, string[]>();
  /** Suites that run, in the order of their begin. */
  readonly #suites = new Set<string>();
  #last: { readonly taskId: string; readonly text: string } | undefined;
  #hasBegun = false;

  /** @param doing what is going on: "Building" */
  constructor(doing: string) {
    this.#doing = doing;
    this.#status = new Status(() => `${doing}${this.#running()}${this.#heardLast()}`);
  }

  /** A line that a task said. */
  heard(taskId: string, text: string): void {
    if (WRAPPING.test(text)) return;
    if (FAILED.test(text)) return this.#ended(taskId);
    if (BEGUN.test(text)) return this.#begun(taskId);
    if (SUITE_ENDED.test(text)) {
      this.#ended(taskId);
      return this.print(`${nameOf(taskId).padEnd(24)} ${text}`);
    }
    this.#last = { taskId, text: text.trim() };
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
    if (this.#hasBegun) this.print(`${this.#doing} took ${this.#status.seconds} s`);
  }

  #begun(taskId: string): void {
    this.#hasBegun = true;
    this.#last = { taskId, text: "begun" };
    if (SUITE.test(taskId)) this.#suites.add(taskId);
  }

  #ended(taskId: string): void {
    this.#suites.delete(taskId);
    if (this.#last?.taskId === taskId) this.#last = undefined;
  }

  #running(): string {
    const names = [...this.#suites].map((taskId) => nameOf(taskId.replace(SUITE, "")));
    const more = names.splice(NAMED_SUITES).length;
    return names.length === 0 ? "" : ` ${names.join(", ")}${more === 0 ? "" : ` and ${more} more`}`;
  }

  #heardLast(): string {
    return this.#last === undefined ? "" : ` | ${nameOf(this.#last.taskId)}: ${this.#last.text}`;
  }
}

/** A task as a reader calls it: "gateway build". */
function nameOf(taskId: string): string {
  return taskId.replace("@trivium/", "").replace("#", " ");
}
