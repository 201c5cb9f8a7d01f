import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { styleText } from "node:util";

/** How a reader follows: by pressing Enter, by time, or not at all. */
export type Pace = "step" | "timed" | "fast";

/** Time to read a line, and a step at least. */
const LINE_MS = 450;
const STEP_MS = 3000;

type Style = Parameters<typeof styleText>[0];

/** Tells the tour on standard output, at a reader's pace. */
export class Guide {
  readonly #pace: Pace;
  readonly #signal: AbortSignal;
  #lines = 0;

  constructor(pace: Pace, signal: AbortSignal) {
    this.#pace = pace;
    this.#signal = signal;
  }

  /** A new step. */
  title(number: number, of: number, text: string): void {
    this.#print(`\n${number}/${of}  ${text}`, "bold");
  }

  /** What happens and why. */
  say(text: string): void {
    this.#print(text);
  }

  /** A command as one would type it, and what it printed. */
  shows(command: string, output: string): void {
    this.#print(`$ ${command}`, "cyan");
    this.#print(output.trimEnd().replaceAll(/^/gm, "  "));
  }

  /** Where the code of a step is. */
  look(paths: readonly string[]): void {
    this.#print(`Code: ${paths.join(", ")}`, "dim");
  }

  /** Lets the reader read. */
  async pause(): Promise<void> {
    const lines = this.#lines;
    this.#lines = 0;
    if (this.#pace === "timed") await sleep(STEP_MS + LINE_MS * lines, undefined, { signal: this.#signal });
    if (this.#pace === "step") await this.#enter();
  }

  /** Waits for Enter, or for the end of an input that has none to give. */
  async #enter(): Promise<void> {
    process.stderr.write("Enter to go on ");
    const signal = this.#signal;
    // Not a terminal to readline, which would keep Ctrl-C for itself.
    const lines = createInterface({ input: process.stdin, terminal: false });
    try {
      await Promise.race([once(lines, "line", { signal }), once(lines, "close", { signal })]);
    } finally {
      lines.close();
    }
  }

  #print(text: string, style?: Style): void {
    this.#lines += text.split("\n").length;
    console.log(style === undefined ? text : styleText(style, text, { stream: process.stdout }));
  }
}
