import { rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure.ts";
import { Git } from "./git.ts";

/** The repository that a project is in: its own, or a larger one. */
export class Repository {
  /** The project's folder. */
  readonly folder: string;
  /** In the repository's folder. */
  readonly git: Git;
  /** Git's own folder. */
  readonly gitFolder: string;
  /** The project's path from the repository's folder: "", or one that ends in a slash. */
  readonly #prefix: string;

  /** @throws {Failure} when the project is in none, or differs from its last commit. */
  constructor(folder: string) {
    this.folder = folder;
    const asked = ["rev-parse", "--absolute-git-dir", "--show-toplevel", "--show-prefix"];
    const { status, stdout } = new Git(folder).attempt(asked);
    if (status !== 0) {
      throw new Failure(
        `${folder} is in no git repository, and an update is a merge by git: git init, and commit`,
      );
    }
    const [gitFolder = "", top = "", prefix = ""] = stdout.split("\n");
    this.git = new Git(top);
    this.gitFolder = gitFolder;
    this.#prefix = prefix;
    if (this.git.attempt(["rev-parse", "--verify", "--quiet", "HEAD"]).status !== 0) {
      throw new Failure(`the repository of ${folder} has no commit yet: commit the project first`);
    }
    const changed = this.git.run("status", "--porcelain");
    if (changed !== "") throw new Failure(`commit or stash these first, nothing was changed:\n${changed}`);
  }

  /** The same commit checked out in another folder, for a while. */
  inCopy<T>(scratch: string, use: (copy: Repository) => T): T {
    const copy = join(scratch, "copy");
    this.git.run("worktree", "add", "--quiet", "--detach", copy, "HEAD");
    try {
      return use(new Repository(join(copy, this.#prefix)));
    } finally {
      rmSync(copy, { recursive: true, force: true });
      this.git.run("worktree", "prune");
    }
  }

  /** A commit whose only change leads from one tree of the project to another. */
  commitBetween(from: string, to: string, message: string): string {
    const base = this.git.run("commit-tree", "-m", message, this.#placed(from));
    return this.git.run("commit-tree", "-m", message, "-p", base, this.#placed(to));
  }

  /** A tree of the project in the folders that the project is in. */
  #placed(tree: string): string {
    const folders = this.#prefix.split("/").filter((name) => name !== "");
    return folders.reduceRight(
      (inner, name) => this.git.give(`040000 tree ${inner}\t${name}\n`, "mktree"),
      tree,
    );
  }
}
