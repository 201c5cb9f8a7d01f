import { join } from "node:path";
import { contractsBaseVariable } from "@trivium/test-report/base";
import { capabilitiesVariable } from "@trivium/test-report/capabilities";
import { describeReport, type Report, readReport, sumOf } from "@trivium/test-report/report";
import { ROOT } from "./topology.ts";
import { runTasks, type Task } from "./turbo.ts";

/** `npm test`: every check and every suite, and one line that adds them up. Flags are turbo's. */
export async function test(flags: string[]): Promise<number> {
  const { code, tasks } = await runTasks(["lint", "typecheck", "test"], {
    doing: "Testing",
    flags,
    env: { ...(await capabilitiesVariable()), ...contractsBaseVariable() },
  });
  const reports = tasks.map(reportOf);
  for (const [index, { failed }] of reports.entries()) {
    if (failed > 0) console.log(`failed: ${tasks[index]?.package} ${tasks[index]?.task}`);
  }
  const sum = sumOf(reports);
  for (const name of sum.skipped) console.log(`skipped: ${name}`);
  console.log(describeReport(sum));
  const required = process.env["REQUIRE_ALL"] === "1" && sum.skipped.length > 0;
  if (required) console.error("REQUIRE_ALL is set: what is skipped is a failure");
  return code !== 0 || sum.failed > 0 || required ? 1 : 0;
}

/** A test task has its report; any other task is one check. A task that did not run has failed. */
function reportOf(task: Task): Report {
  const succeeded = task.execution?.exitCode === 0;
  const own =
    task.task === "test" && task.execution !== undefined ? readReport(join(ROOT, task.directory)) : undefined;
  if (own === undefined) return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: [] };
  const skipped = own.skipped.map((name) => `${task.package}: ${name}`);
  return { passed: own.passed, failed: succeeded ? own.failed : Math.max(1, own.failed), skipped };
}
