import { printable } from "./text/printable.ts";

/** Where a command writes: answers here, remarks there. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

/** Answers, as text for people or as JSON for programs. */
export class Output {
  readonly json: boolean;
  readonly #streams: Streams;

  constructor(json: boolean, streams: Streams) {
    this.json = json;
    this.#streams = streams;
  }

  /** The one answer of a command. */
  answer(value: unknown, text: () => string): void {
    this.#streams.out(this.json ? `${JSON.stringify(value, null, 2)}\n` : printable(`${text()}\n`));
  }

  /** One of several answers, a line each. */
  line(value: unknown, text: () => string): void {
    this.#streams.out(this.json ? `${JSON.stringify(value)}\n` : printable(`${text()}\n`));
  }

  /** A remark, for people in any case. */
  remark(text: string): void {
    this.#streams.err(printable(`${text}\n`));
  }
}
