import { styleText } from "node:util";
import type { ServiceListener } from "./service.ts";

const COLOURS = ["cyan", "blue", "magenta", "green", "yellow"] as const;

/** Prints services' log lines on standard error, each behind its service's name. */
export class Console implements ServiceListener {
  readonly #names: string[] = [];
  readonly #onDeath: (name: string) => void;

  constructor(onDeath: (name: string) => void) {
    this.#onDeath = onDeath;
  }

  line(name: string, text: string): void {
    if (!this.#names.includes(name)) this.#names.push(name);
    const colour = COLOURS[this.#names.indexOf(name) % COLOURS.length] ?? "white";
    const prefix = styleText(colour, name.padEnd(12), { stream: process.stderr });
    process.stderr.write(`${prefix} ${text}\n`);
  }

  died(name: string, how: string): void {
    this.line(name, `ended unexpectedly: ${how}`);
    this.#onDeath(name);
  }
}
