import { Failure } from "../failure.ts";
import { Steps } from "../project/steps.ts";

/**
 * Has an older version of this program render what a record says, and nothing more.
 *
 * @param project whose settings of npm say where to get the version.
 * @throws {Failure} when it cannot be had.
 */
export async function renderByOlder(
  version: string,
  { record, folder, project }: { record: string; folder: string; project: string },
  signal: AbortSignal,
): Promise<void> {
  const program = `create-trivium@${version}`;
  const npm = ["exec", "--yes", "--prefer-offline", `--package=${program}`, "--"];
  const steps = new Steps(project, signal, "nothing was changed");
  try {
    await steps.run("npm", ...npm, "create-trivium", "render", record, folder);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(
      `cannot get or run ${program}, which the project was made by: see above; nothing was changed`,
    );
  }
}
