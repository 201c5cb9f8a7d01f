import { Steps } from "../project/steps.ts";
import type { Merged } from "./merge.ts";
import type { Repository } from "./repository.ts";

/** Generates again what depends on what was merged, formats it, and puts it into the index. */
export async function finish(repository: Repository, { stale }: Merged, signal: AbortSignal): Promise<void> {
  const how =
    "the update is merged and staged, but not finished: go on with npm run generate && npm run format";
  const steps = new Steps(repository.folder, signal, `${how}, or take it back with git reset --hard`);
  // Lists what the project needs beyond what the new version does.
  if (stale.some((file) => file.endsWith("package-lock.json"))) {
    await steps.run("npm", "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund");
  }
  await steps.install();
  repository.git.run("add", "--all");
}
