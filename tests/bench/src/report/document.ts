import { coldText } from "./cold.ts";
import { kernelText } from "./kernel.ts";
import { describeRun, type Report } from "./report.ts";
import { roadText } from "./road.ts";

/** The report for people, in Markdown. */
export function document(report: Report): string {
  const { kernel, road, cold } = report;
  if (cold !== undefined) return `# Benchmarks\n\n${coldText(report, cold)}`;
  return [
    "# Benchmarks",
    "",
    "Written by `npm run bench -- --write`; nothing here is typed in by hand.",
    "",
    ...describeRun(report),
    ...(kernel === undefined ? [] : ["", "## Kernel", "", kernelText(kernel)]),
    ...(road === undefined ? [] : ["", "## Road", "", roadText(road)]),
    "",
  ].join("\n");
}

/** The document with a report in the place of the same before: of a cold start, or of all else. */
export function replaced(before: string, report: Report): string {
  const at = before.search(/^## Cold start$/m);
  const [rest, cold] = at < 0 ? [before, ""] : [before.slice(0, at), before.slice(at)];
  if (report.cold !== undefined) return `${rest.trimEnd()}\n\n${coldText(report, report.cold)}`;
  return cold === "" ? document(report) : `${document(report)}\n${cold}`;
}
