import { parseArgs } from "node:util";
import { mainBase } from "@trivium/test-report/base";
import { changedSince, leftAt } from "./affected/commits.ts";
import { contractsChange, isContract } from "./affected/contracts.ts";
import { affectedBy, affectedByFiles, projects } from "./affected/graph.ts";
import { test } from "./test.ts";

/**
 * `npm run affected`: checks and tests what differs from the main branch, and what depends
 * on it; what is not committed yet counts, too. `--base=COMMIT` compares with that instead;
 * `--list` only prints the projects, one a line.
 */
export async function affected(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { base: { type: "string" }, list: { type: "boolean" } } });
  const base = values.base ?? mainBase();
  if (base === undefined) {
    console.error("This clone knows no main branch: say what to compare with, by --base=COMMIT");
    return 1;
  }
  const packages = (await affectedSince(base)).toSorted();
  if (values.list === true) {
    for (const name of packages) console.log(name);
    return 0;
  }
  console.error(`Affected since ${base.slice(0, 12)}: ${packages.join(", ") || "nothing"}`);
  return packages.length === 0 ? 0 : test(packages.map((name) => `--filter=${name}`));
}

/** Of a contract, only those who use what differs in it are affected: Nx knows files, not messages. */
async function affectedSince(base: string): Promise<string[]> {
  const commit = leftAt(base);
  const changed = changedSince(commit);
  const change = changed.some(isContract) ? contractsChange(commit, changed, await projects()) : undefined;
  if (change === undefined) return affectedBy(`--base=${commit}`);
  return [...new Set([...change.affected, ...(await affectedByFiles(change.rest))])];
}
