#!/usr/bin/env node
// Runs a test command, shows its output, and leaves reports/test.json in the folder it
// is called in:
//
//   trivium-report go test ./...
//   trivium-report cargo test -p trivium-chassis
//   trivium-report vitest run
//   trivium-report node check.ts        any other command counts as one check
//
// REQUIRE_ALL=1 turns skipped tests into failures. The exit code is the command's, or 1.

import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { describeReport, REPORTS, type Report, writeReport } from "./report.ts";
import { type Tool, toolOf } from "./tools.ts";

async function run(program: string, given: readonly string[], tool: Tool) {
  const child = spawn(program, tool.arguments(given, process.cwd()), {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number>((done, failed) => {
    child.once("error", failed);
    child.once("close", (code) => done(code ?? 1));
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    process.stdout.write(tool.show(line));
  }
  return { code: await ended, lines };
}

/** A command that fails without a report or a failed test, such as one that does not build, is one failure. */
function reportOf(tool: Tool, code: number, lines: readonly string[]): Report {
  const report = code === 0 || tool.counts ? tool.report(lines, process.cwd()) : undefined;
  if (report === undefined) return { passed: 0, failed: 1, skipped: [] };
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

const [program, ...given] = process.argv.slice(2);
if (program === undefined) {
  console.error("usage: trivium-report COMMAND [ARGUMENT...]");
  process.exit(2);
}
rmSync(REPORTS, { recursive: true, force: true });
const tool = toolOf(program);
const { code, lines } = await run(program, given, tool);
const report = reportOf(tool, code, lines);
writeReport(process.cwd(), report);
console.log(describeReport(report));
if (process.env["REQUIRE_ALL"] === "1" && report.skipped.length > 0) {
  for (const name of report.skipped) console.error(`skipped, but everything is required: ${name}`);
  process.exitCode = 1;
} else {
  process.exitCode = code;
}
