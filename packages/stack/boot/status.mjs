// One line on standard error that tells what goes on: kept up to date on a terminal,
// repeated every few seconds elsewhere, so that nobody looks at a silent screen.

const REDRAW_MS = 200;
const REPEAT_MS = 5000;

/** A line that stays until it is closed; lines that are printed meanwhile stand above it. */
export class Status {
  #describe;
  #timer;
  #started = Date.now();
  #terminal = process.stderr.isTTY;

  /** @param {() => string} describe says what goes on; asked for again and again. */
  constructor(describe) {
    this.#describe = describe;
    this.#timer = setInterval(() => this.#draw(), this.#terminal ? REDRAW_MS : REPEAT_MS);
    this.#timer.unref();
  }

  /** Prints a line for good. @param {string} line */
  print(line) {
    this.#clear();
    process.stderr.write(`${line}\n`);
  }

  /** Whole seconds since it was opened. */
  get seconds() {
    return Math.round((Date.now() - this.#started) / 1000);
  }

  /** Takes the line away. */
  close() {
    clearInterval(this.#timer);
    this.#clear();
  }

  #draw() {
    const line = `${this.seconds} s  ${this.#describe()}`;
    if (this.#terminal) process.stderr.write(`\r\x1b[2K${line.slice(0, (process.stderr.columns || 80) - 1)}`);
    else process.stderr.write(`${line}\n`);
  }

  #clear() {
    if (this.#terminal) process.stderr.write("\r\x1b[2K");
  }
}
