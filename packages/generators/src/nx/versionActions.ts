import { join } from "node:path";
import { VersionActions } from "nx/release";
import { npmVersionOf, versionedAt } from "../versions.ts";

/** What is used here of Nx's tree, which shows what it would write, or writes it. */
interface Tree {
  exists(file: string): boolean;
  read(file: string, encoding: "utf8"): string | null;
  write(file: string, text: string): void;
}

/** Of the whole, which is no project: written with each of them, the same every time. */
const OF_ALL = ["package.json", "package-lock.json", "deploy/chart/Chart.yaml"];
const OF_ONE = ["package.json", "Cargo.toml", "Cargo.lock"];

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
    for (const file of [...OF_ALL, ...OF_ONE.map((name) => join(this.#root, name))]) {
      const edit = versionedAt(file, version);
      if (edit !== undefined && tree.exists(file)) tree.write(file, edit(textOf(tree, file)));
    }
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
