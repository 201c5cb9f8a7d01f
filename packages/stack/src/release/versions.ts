import { join } from "node:path";
import { VersionActions } from "nx/release";
import {
  cargoLockAt,
  cargoManifestAt,
  chartAt,
  npmLockAt,
  npmManifestAt,
  npmVersionOf,
} from "./manifests.ts";

/** What is used here of Nx's tree, which shows what it would write, or writes it. */
interface Tree {
  exists(file: string): boolean;
  read(file: string, encoding: "utf8"): string | null;
  write(file: string, text: string): void;
}

/**
 * How `nx release` gives a project a version, whatever its language: every project has a
 * package.json, and one of them Cargo's workspace. Projects need each other in any version, so
 * there is nothing to update in those that need this one.
 */
export default class Versions extends VersionActions {
  readonly validManifestFilenames = ["package.json"];
  override readonly excludeManifestsFromFormatting = true;

  get #root(): string {
    return this.projectGraphNode.data.root;
  }

  readCurrentVersionFromSourceManifest(
    tree: Tree,
  ): Promise<{ currentVersion: string; manifestPath: string }> {
    const manifestPath = join(this.#root, "package.json");
    return Promise.resolve({ currentVersion: npmVersionOf(textOf(tree, manifestPath)), manifestPath });
  }

  updateProjectVersion(tree: Tree, version: string): Promise<string[]> {
    const edit = (file: string, change: (text: string) => string) => {
      if (tree.exists(file)) tree.write(file, change(textOf(tree, file)));
    };
    // Of the whole, which is no project: written by each, the same every time.
    edit("package.json", (text) => npmManifestAt(text, version));
    edit("package-lock.json", (text) => npmLockAt(text, ["", this.#root], version));
    edit("deploy/chart/Chart.yaml", (text) => chartAt(text, version));
    edit(join(this.#root, "package.json"), (text) => npmManifestAt(text, version));
    edit(join(this.#root, "Cargo.toml"), (text) => cargoManifestAt(text, version));
    edit(join(this.#root, "Cargo.lock"), (text) => cargoLockAt(text, version));
    return Promise.resolve([]);
  }

  readCurrentVersionFromRegistry(): Promise<null> {
    return Promise.resolve(null);
  }

  readCurrentVersionOfDependency(): Promise<{ currentVersion: null; dependencyCollection: null }> {
    return Promise.resolve({ currentVersion: null, dependencyCollection: null });
  }

  updateProjectDependencies(): Promise<string[]> {
    return Promise.resolve([]);
  }
}

const textOf = (tree: Tree, file: string) => tree.read(file, "utf8") ?? "";
