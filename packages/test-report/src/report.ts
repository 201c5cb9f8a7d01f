import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a test command found. */
export interface Report {
  passed: number;
  failed: number;
  /** Tests that this machine cannot run, with the reason as far as the tool tells it. */
  skipped: string[];
}

/** What several test commands found together. */
export function sumOf(reports: readonly Report[]): Report {
  return {
    passed: reports.reduce((sum, { passed }) => sum + passed, 0),
    failed: reports.reduce((sum, { failed }) => sum + failed, 0),
    skipped: reports.flatMap(({ skipped }) => skipped),
  };
}

/** A report in words, as the last line of a run. */
export function describeReport({ passed, failed, skipped }: Report): string {
  return `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
}

/** Where a package keeps what its tests leave, from the package's folder. */
export const REPORTS = "reports";
const REPORT_FILE = join(REPORTS, "test.json");

/** Leaves a report in a package's folder. */
export function writeReport(folder: string, report: Report): void {
  mkdirSync(join(folder, REPORTS), { recursive: true });
  writeFileSync(join(folder, REPORT_FILE), `${JSON.stringify(report, null, 2)}\n`);
}

/** The report in a package's folder, or nothing when there is none. */
export function readReport(folder: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, REPORT_FILE), "utf8")) as Report;
  } catch {
    return undefined;
  }
}
