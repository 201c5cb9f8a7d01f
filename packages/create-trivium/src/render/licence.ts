import { editJson, filesBelow, type Tree, textOf } from "trivium/tree";
import type { Licence } from "../answers.ts";
import type { Manifest } from "./npmPackages.ts";

/** Gives a project, and what generators make in it, its licence: the reference's own, or none yet. */
export function fitLicence(tree: Tree, licence: Licence): void {
  if (licence === "Apache-2.0") return;
  tree.delete("LICENSE");
  for (const file of filesBelow(tree)) {
    if (/(^|\/)package\.json(\.tmpl)?$/.test(file)) {
      editJson<Manifest>(tree, file, (manifest) => ({ ...manifest, license: "UNLICENSED" }));
    }
    if (/\/Cargo\.toml(\.tmpl)?$/.test(file)) {
      tree.write(file, textOf(tree, file).replace(/^license(\.workspace)? = .*\n/m, ""));
    }
  }
}
