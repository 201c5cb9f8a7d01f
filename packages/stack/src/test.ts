import { join } from "node:path";
import { type Report, readReport } from "@trivium/test-report";
import { ROOT } from "./topology.ts";
import { type Task, turboTasks } from "./turbo.ts";

/** `npm test`: every check and every suite, and one line that adds them up. */
export async function test(): Promise<number> {
  const { code, tasks } = await turboTasks(["lint", "typecheck", "test"]);
  const sum: Report = { passed: 0, failed: 0, skipped: [] };
  for (const task of tasks) {
    const report = reportOf(task);
    sum.passed += report.passed;
    sum.failed += report.failed;
    sum.skipped.push(...report.skipped.map((name) => `${task.package}: ${name}`));
    if (report.failed > 0) console.log(`failed: ${task.package} ${task.task}`);
  }
  for (const name of sum.skipped) console.log(`skipped: ${name}`);
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped.length} skipped`);
  const required = process.env["REQUIRE_ALL"] === "1" && sum.skipped.length > 0;
  return code !== 0 || sum.failed > 0 || required ? 1 : 0;
}

/** A test task has its report; any other task is one check. A task that did not run has failed. */
function reportOf(task: Task): Report {
  const succeeded = task.execution?.exitCode === 0;
  const own = task.task === "test" ? readReport(join(ROOT, task.directory)) : undefined;
  if (succeeded) return own ?? { passed: 1, failed: 0, skipped: [] };
  if (own !== undefined && (own.failed > 0 || own.skipped.length > 0)) return own;
  return { passed: 0, failed: 1, skipped: [] };
}
