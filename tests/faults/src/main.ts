// Plants every fault that is known to be caught, and prints what came of each: npm run faults.
//
// Exit code 0: each was caught, and no caller was affected. 1: not so, or something failed.
// 2: wrong use. 130: interrupted.

import { availableParallelism, cpus, type } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { INTERRUPTED, ROOT, stopSignal } from "@trivium/stack";
import { CASES } from "./cases.ts";
import { writeInto } from "./document.ts";
import { type Encounter, encounter } from "./encounter.ts";
import { table } from "./table.ts";

const USAGE = `npm run faults -- [--write]

  --write   puts the table into docs/faults.md`;

function options(): { write: boolean } {
  try {
    return parseArgs({ options: { write: { type: "boolean", default: false } } }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

/** When and where the table was made. */
function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  return `${date}, ${cpus()[0]?.model ?? "an unknown processor"}, ${availableParallelism()} cores, ${type()}.`;
}

const { write } = options();
const signal = stopSignal();
try {
  const encounters: Encounter[] = [];
  for (const one of CASES) {
    console.error(`${one.stage} ${one.percent} %: ${one.name}`);
    encounters.push(await encounter(one, signal));
  }
  const text = table(encounters);
  console.log(text);
  if (write) writeInto(join(ROOT, "docs/faults.md"), `${machine()}\n\n${text}`);
  if (encounters.some(({ callers }) => callers.affected.length > 0)) process.exitCode = 1;
} catch (error) {
  console.error(signal.aborted ? "Interrupted" : (error as Error).message);
  process.exitCode = signal.aborted ? INTERRUPTED : 1;
}
