import { type Place, readJson, removeKey, setKey } from "../patch/json.ts";
import { projectNames } from "../project.ts";
import { type Tree, textOf } from "../tree.ts";
import type { EditsOf } from "./edit.ts";

/** What a lock file says of a package of the project's own, and package.json, too. */
interface Manifest {
  name: string;
  version?: string;
  license?: string;
  bin?: Record<string, string>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  engines?: Record<string, string>;
}

/** npm's order. */
const byLocale: Place = (among, added) => {
  const index = among.findIndex((path) => path.localeCompare(added, "en") > 0);
  return index < 0 ? among.length : index;
};

/** package-lock.json has an entry for the package, one for its link, and one for what builds it. */
export const npmLock: EditsOf = ({ folder, name }, tree) => {
  const link = `node_modules/@${projectNames(tree).scope}/${name}`;
  return [
    {
      path: "package-lock.json",
      add: (text) => {
        const added = setKey(text, ["packages"], folder, entryOf(tree, folder), byLocale);
        return setKey(added, ["packages"], link, { resolved: folder, link: true }, byLocale);
      },
      remove: (text) =>
        [link, ...entriesIn(text, folder)].reduce((rest, path) => removeKey(rest, ["packages"], path), text),
    },
  ];
};

/** The entry of a package, and those that npm gave what the package alone needs in some version. */
function entriesIn(lock: string, folder: string): string[] {
  const { packages } = readJson<{ packages: object }>(lock);
  return Object.keys(packages).filter((path) => path === folder || path.startsWith(`${folder}/`));
}

function entryOf(tree: Tree, folder: string): object {
  const manifest = JSON.parse(textOf(tree, `${folder}/package.json`)) as Manifest;
  const { name, version, license, bin, dependencies, devDependencies, engines } = manifest;
  const all = { name, version, license, bin, dependencies, devDependencies, engines };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
