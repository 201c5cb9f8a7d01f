import { Steps } from "../project/steps.ts";
import type { Repository } from "./repository.ts";

/** Generates again what depends on what was merged, formats it, and puts it into the index. */
export async function finish(repository: Repository, signal: AbortSignal): Promise<void> {
  const how =
    "the update is merged and staged, but not finished: go on with npm run generate && npm run format";
  const steps = new Steps(repository.folder, signal, `${how}, or take it back with git reset --hard`);
  await steps.install();
  repository.git.run("add", "--all");
}
