import { join } from "node:path";
import { describeReport, type Report, readReport, sumOf } from "@trivium/test-report/report";
import type { Task } from "./turbo.ts";

/** What a run of checks and suites comes to. */
export interface Summary {
  /** What failed, what was skipped and why, and the sum as the last line. */
  readonly lines: readonly string[];
  readonly succeeded: boolean;
}

/**
 * Adds up what tasks found.
 *
 * @param root the repository's folder, below which the reports lie
 * @param everything whether a skipped test is a failure
 */
export function summarise(tasks: readonly Task[], root: string, everything: boolean): Summary {
  const reports = tasks.map((task) => reportOf(task, root));
  const sum = sumOf(reports);
  const failed = tasks.filter((_, index) => (reports[index]?.failed ?? 0) > 0);
  return {
    lines: [
      ...sum.skipped.map((name) => `skipped: ${name}`),
      ...failed.map((task) => `failed: ${task.package} ${task.task}`),
      ...(everything && sum.skipped.length > 0 ? ["REQUIRE_ALL is set: a skipped test is a failure"] : []),
      describeReport(sum),
    ],
    succeeded: sum.failed === 0 && !(everything && sum.skipped.length > 0),
  };
}

/** A suite has its report; any other task is one check. What did not run, has failed. */
function reportOf({ package: name, task, directory, execution }: Task, root: string): Report {
  const succeeded = execution?.exitCode === 0;
  const check = { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: [] };
  if (task !== "test" || execution === undefined) return check;
  const { passed, failed, skipped } = readReport(join(root, directory)) ?? check;
  return {
    passed,
    failed: succeeded ? failed : Math.max(1, failed),
    skipped: skipped.map((test) => `${name}: ${test}`),
  };
}
