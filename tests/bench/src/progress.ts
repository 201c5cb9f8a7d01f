/** Tells on standard error how far the bench is; one line that is rewritten where that is possible. */
export class Progress {
  readonly #start = performance.now();
  readonly #rewrites = process.stderr.isTTY;
  #last = "";

  /** What is being done now. */
  step(text: string): void {
    if (text === this.#last) return;
    this.#last = text;
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(0).padStart(4);
    process.stderr.write(this.#rewrites ? `\r\u001b[2K${seconds} s  ${text}` : `${seconds} s  ${text}\n`);
  }

  /** Leaves the line to what follows. */
  done(): void {
    if (this.#rewrites && this.#last !== "") process.stderr.write("\r\u001b[2K");
  }
}
