import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPORTS, type Report, sumOf } from "./report.ts";

/** How to run a tool so that its counts can be read, and how to read them. */
export interface Tool {
  /** The arguments to run it with in a package's folder, instead of the given ones. */
  arguments(given: readonly string[], folder: string): string[];
  /** Whether it counts its own tests, so that a failed run has a report, too. */
  readonly counts: boolean;
  /** What to show of a line of its output. */
  show(line: string): string;
  /** Its report, from everything it wrote on standard output. */
  report(lines: readonly string[], folder: string): Report;
}

interface GoEvent {
  Action: string;
  Package?: string;
  Test?: string;
  Output?: string;
}

/** `go test`, by its JSON events. Subtests count as tests, their parents do not. */
const go: Tool = {
  counts: true,
  arguments: ([command = "test", ...rest]) => [command, "-json", ...rest],
  show: (line) => {
    const { Output = "", Test } = goEvent(line);
    return Test === undefined || /^\s*(---|\S+\.go:\d+|panic)/.test(Output) ? Output : "";
  },
  report: (lines) => {
    const outcomes = new Map<string, string>();
    const reasons = new Map<string, string>();
    for (const { Action, Package, Test, Output } of lines.map(goEvent)) {
      if (Test === undefined) continue;
      const key = `${Package} ${Test}`;
      if (["pass", "fail", "skip"].includes(Action)) outcomes.set(key, Action);
      const reason = /^\s+\S+\.go:\d+: (.*)/.exec(Output ?? "")?.[1];
      if (reason !== undefined) reasons.set(key, reason);
    }
    const isParent = (key: string) => [...outcomes.keys()].some((other) => other.startsWith(`${key}/`));
    const leaves = [...outcomes].filter(([key]) => !isParent(key));
    const named = (action: string) => leaves.filter(([, outcome]) => outcome === action);
    return {
      passed: named("pass").length,
      failed: named("fail").length,
      skipped: named("skip").map(([key]) => `${key}: ${reasons.get(key) ?? "no reason given"}`),
    };
  },
};

function goEvent(line: string): GoEvent {
  try {
    return JSON.parse(line) as GoEvent;
  } catch {
    return { Action: "output", Output: `${line}\n` };
  }
}

/** `cargo test`, by the summary of each test binary, whether the harness is libtest or libtest-mimic. */
const cargo: Tool = {
  counts: true,
  arguments: (given) => [...given],
  show: (line) => `${line}\n`,
  report: (lines) => {
    const report: Report = { passed: 0, failed: 0, skipped: [] };
    for (const line of lines) {
      const counts = /^test result: \w+\. (\d+) passed; (\d+) failed;/.exec(line);
      report.passed += Number(counts?.[1] ?? 0);
      report.failed += Number(counts?.[2] ?? 0);
      const ignored = /^test (\S+) +\.\.\. ignored(?:, (.*)| \((.*)\))?$/.exec(line);
      if (ignored !== null) report.skipped.push(`${ignored[1]}: ${ignored[2] ?? ignored[3] ?? "ignored"}`);
    }
    return report;
  },
};

interface VitestFile {
  status: string;
  assertionResults: { fullName: string; status: string }[];
}

interface VitestResults {
  testResults: VitestFile[];
}

const VITEST_RESULTS = join(REPORTS, "vitest.json");
/** Only a hang takes so long; vitest's own seconds are short on a busy machine. */
const PATIENCE_MS = 60_000;
const PATIENCE = ["testTimeout", "hookTimeout", "expect.poll.timeout"].map(
  (name) => `--${name}=${PATIENCE_MS}`,
);

/** `vitest`, by its JSON reporter. The name of a skipped suite says why. A package's configuration sets its own patience. */
const vitest: Tool = {
  counts: true,
  arguments: (given, folder) => [
    ...given,
    ...(existsSync(join(folder, "vitest.config.ts")) ? [] : PATIENCE),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${VITEST_RESULTS}`,
  ],
  show: (line) => `${line}\n`,
  report: (_, folder) => {
    const file = join(folder, VITEST_RESULTS);
    if (!existsSync(file)) return { passed: 0, failed: 1, skipped: [] };
    const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestResults;
    return sumOf(testResults.map(vitestFile));
  },
};

/** A file that fails without a failed test could not set up what its tests need: vitest calls those skipped. */
function vitestFile({ status, assertionResults }: VitestFile): Report {
  const named = (...states: string[]) => assertionResults.filter((test) => states.includes(test.status));
  const skipped = named("skipped", "pending", "todo").map((test) => test.fullName);
  const passed = named("passed").length;
  const failed = named("failed").length;
  if (status !== "failed" || failed > 0) return { passed, failed, skipped };
  return { passed, failed: Math.max(1, skipped.length), skipped: [] };
}

/** Any other command is one check. */
const check: Tool = {
  counts: false,
  arguments: (given) => [...given],
  show: (line) => `${line}\n`,
  report: () => ({ passed: 1, failed: 0, skipped: [] }),
};

const tools: Record<string, Tool> = { go, cargo, vitest };

/** The tool that a program is. */
export function toolOf(program: string): Tool {
  return tools[program] ?? check;
}
