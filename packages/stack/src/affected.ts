import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { mainBase } from "@trivium/test-report/base";
import { launch } from "./program.ts";
import { test } from "./test.ts";

/**
 * `npm run affected`: checks and tests what differs from the main branch, and what depends
 * on it; what is not committed yet counts, too. `--base=COMMIT` compares with that instead.
 */
export async function affected(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { base: { type: "string" } } });
  const base = values.base ?? mainBase();
  if (base === undefined) {
    console.error("This clone knows no main branch: say what to compare with, by --base=COMMIT");
    return 1;
  }
  const packages = await affectedSince(base);
  console.error(`Affected since ${base.slice(0, 12)}: ${packages.join(", ") || "nothing"}`);
  return packages.length === 0 ? 0 : test(packages.map((name) => `--filter=${name}`));
}

async function affectedSince(base: string): Promise<string[]> {
  const { child, ended } = launch("nx", ["show", "projects", "--affected", "--json", `--base=${base}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const printed = child.stdout === null ? "" : await text(child.stdout);
  if ((await ended) !== 0) throw new Error(`nx cannot tell what is affected: ${printed}`);
  return (JSON.parse(printed) as string[]).toSorted();
}
