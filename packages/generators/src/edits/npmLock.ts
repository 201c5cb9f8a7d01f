import { byPath, entryOf, type LockedManifest } from "../npmLock.ts";
import { type Place, readJson, removeKey, setKey } from "../patch/json.ts";
import { projectNames } from "../project.ts";
import { readFile } from "../tree.ts";
import type { EditsOf } from "./edit.ts";

const inOrder: Place = (among, added) => {
  const index = among.findIndex((path) => byPath(path, added) > 0);
  return index < 0 ? among.length : index;
};

/** package-lock.json has an entry for the package, one for its link, and one for what builds it. */
export const npmLock: EditsOf = ({ folder, name }, tree) => {
  const link = `node_modules/@${projectNames(tree).scope}/${name}`;
  return [
    {
      path: "package-lock.json",
      add: (text) => {
        const manifest = readFile(tree, `${folder}/package.json`, readJson<LockedManifest>);
        const added = setKey(text, ["packages"], folder, entryOf(manifest, folder), inOrder);
        return setKey(added, ["packages"], link, { resolved: folder, link: true }, inOrder);
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
