import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a test command found. */
export interface Report {
  passed: number;
  failed: number;
  /** Tests that this machine cannot run, with the reason as far as the tool tells it. */
  skipped: string[];
}

/** Where a package's report lies, from the package's folder. */
export const REPORT_FILE = join("reports", "test.json");

/** Leaves a report in a package's folder. */
export function writeReport(folder: string, report: Report): void {
  mkdirSync(join(folder, "reports"), { recursive: true });
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
