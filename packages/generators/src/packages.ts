import { readJson } from "./patch/json.ts";
import { readFile, type Tree } from "./tree.ts";

/** Folders of which each folder may be a package, and which may be one themselves. */
const PARENTS = [
  "packages",
  "apps",
  "services-go",
  "services-go/internal",
  "services-rust",
  "services-ts",
  "tests",
];

/** Names of the packages of a project. */
export function packageNames(tree: Tree): string[] {
  const folders = PARENTS.flatMap((parent) => [
    parent,
    ...tree.children(parent).map((child) => `${parent}/${child}`),
  ]);
  return folders
    .map((folder) => `${folder}/package.json`)
    .filter((file) => tree.isFile(file))
    .map((file) => readFile(tree, file, readJson<{ name: string }>).name);
}
