// Measures every language, and the whole road, on this machine: npm run bench.
//
// Exit code 0: measured. 1: something failed. 2: wrong use. 130: interrupted; nothing is written then.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "@trivium/stack";
import { measureCold } from "./cold/measure.ts";
import { FULL, QUICK } from "./effort.ts";
import { implementations } from "./kernel/implementations.ts";
import { measureKernel } from "./kernel/measure.ts";
import { findPinning } from "./kernel/pinning.ts";
import { findPython } from "./kernel/python.ts";
import { describeMachine, pythonVersions } from "./machine.ts";
import { type Options, readOptions, USAGE } from "./options.ts";
import { Progress } from "./progress.ts";
import { document, replaced } from "./report/document.ts";
import type { Report } from "./report/report.ts";
import { save } from "./report/save.ts";
import { measureRoad } from "./road/measure.ts";

const INTERRUPTED = 130;
const DOCUMENT = join(ROOT, "docs", "benchmarks.md");

function optionsOrExit(): Options {
  try {
    return readOptions(process.argv.slice(2), process.env["INIT_CWD"] ?? process.cwd());
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    return process.exit(2);
  }
}

async function measure({ quick, parts }: Options, signal: AbortSignal): Promise<Report> {
  const progress = new Progress();
  const effort = quick ? QUICK : FULL;
  const report: Report = { date: new Date().toISOString(), quick, machine: await describeMachine() };
  if (parts.includes("kernel")) {
    progress.step("looking for Python");
    const python = await findPython(signal);
    if (python.missing === undefined)
      Object.assign(report.machine.versions, await pythonVersions(python.program));
    report.kernel = await measureKernel({
      implementations: implementations(python),
      effort,
      pinning: await findPinning(),
      progress,
      signal,
    });
  }
  if (parts.includes("road")) report.road = await measureRoad(effort, progress, signal);
  if (parts.includes("cold")) report.cold = await measureCold(progress, signal);
  progress.done();
  return report;
}

const options = optionsOrExit();
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // A second one does not wait: the stack's guard and the ends of inputs stop what is left.
    if (interruption.signal.aborted) process.exit(INTERRUPTED);
    interruption.abort(new Error("interrupted"));
  });
}
try {
  const report = await measure(options, interruption.signal);
  console.log(document(report));
  if (options.json !== undefined) save(options.json, `${JSON.stringify(report, null, 2)}\n`);
  if (options.write) save(DOCUMENT, replaced(readFileSync(DOCUMENT, "utf8"), report));
} catch (error) {
  console.error(
    `\n${interruption.signal.aborted ? "Interrupted: nothing was written" : (error as Error).message}`,
  );
  process.exitCode = interruption.signal.aborted ? INTERRUPTED : 1;
}
