import { contractsBaseVariable } from "@trivium/test-report/base";
import { capabilitiesVariable } from "@trivium/test-report/capabilities";
import { ROOT } from "./root.ts";
import { summarise } from "./summary.ts";
import { runTasks } from "./turbo.ts";

/** `npm test`: every check and every suite, and one line that adds them up. Flags are turbo's. */
export async function test(flags: string[]): Promise<number> {
  const { code, tasks } = await runTasks(["lint", "typecheck", "test"], {
    doing: "Testing",
    flags,
    env: { ...(await capabilitiesVariable()), ...contractsBaseVariable() },
  });
  const { lines, succeeded } = summarise(tasks, ROOT, process.env["REQUIRE_ALL"] === "1");
  for (const line of lines) console.log(line);
  return succeeded ? code : 1;
}
