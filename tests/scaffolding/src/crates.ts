import { appendFileSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "create-trivium/gather";

const TARGET = "services-rust/target";

/** Where the reference builds its crates, with all that they need. */
export const CRATES = join(ROOT, TARGET);

/**
 * Has a project build its crates where the reference does: what they need is built there already. The project is a
 * git repository, which is to leave that folder alone. No two projects that are built at once may have one name: crates
 * of the one would be taken for the other's.
 */
export function shareCrates(project: string): void {
  mkdirSync(CRATES, { recursive: true });
  mkdirSync(join(project, TARGET, ".."), { recursive: true });
  if (!existsSync(join(project, TARGET))) symlinkSync(CRATES, join(project, TARGET));
  appendFileSync(join(project, ".git/info/exclude"), "target\n");
}
