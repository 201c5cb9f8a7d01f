import { rmSync } from "node:fs";
import { join } from "node:path";
import { Steps } from "../project/steps.ts";
import { Git } from "./git.ts";

/** A project as versions of this program make it, as trees in the repository of the project that is updated. */
export class Renders {
  readonly #folder: string;
  readonly #git: Git;
  readonly #finish: () => Promise<void>;

  /**
   * @param scratch an empty folder.
   * @param installing whether renders are finished as new projects are: with generated code, tidy lock files, formatted.
   */
  constructor(
    scratch: string,
    repository: string,
    { installing, signal }: { installing: boolean; signal: AbortSignal },
  ) {
    this.#folder = join(scratch, "render");
    this.#git = new Git(this.#folder, {
      GIT_DIR: repository,
      GIT_WORK_TREE: this.#folder,
      GIT_INDEX_FILE: join(scratch, "index"),
    });
    const steps = new Steps(this.#folder, signal, "nothing was changed");
    this.#finish = installing ? () => steps.install() : async () => {};
  }

  /** The tree of what is rendered into a folder. What git ignores stays for the next, above all node_modules. */
  async tree(render: (folder: string) => void | Promise<void>): Promise<string> {
    await render(this.#folder);
    await this.#finish();
    this.#git.run("add", "--all");
    const tree = this.#git.run("write-tree");
    for (const file of this.#git.list("ls-files", "-z")) rmSync(join(this.#folder, file));
    return tree;
  }
}
