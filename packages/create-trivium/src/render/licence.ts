import { editJson, type Tree } from "trivium/tree";
import type { Licence } from "../answers.ts";
import { type Manifest, packageFolders } from "./npmPackages.ts";

/** Gives a project its licence: the reference's own, or none yet. */
export function fitLicence(tree: Tree, licence: Licence): void {
  if (licence === "Apache-2.0") return;
  tree.delete("LICENSE");
  for (const folder of ["", ...packageFolders(tree)]) {
    const file = folder === "" ? "package.json" : `${folder}/package.json`;
    editJson<Manifest>(tree, file, (manifest) => ({ ...manifest, license: "UNLICENSED" }));
  }
  const cargo = "services-rust/Cargo.toml";
  tree.write(cargo, (tree.read(cargo, "utf8") ?? "").replace(/^license = .*\n/m, ""));
  for (const crate of tree.children("services-rust")) {
    const manifest = `services-rust/${crate}/Cargo.toml`;
    const text = tree.read(manifest, "utf8");
    if (text !== null) tree.write(manifest, text.replace(/^license\.workspace = true\n/m, ""));
  }
}
