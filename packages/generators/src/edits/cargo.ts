import { crateName, ownCrate, readLock, writeLock } from "../cargoLock.ts";
import { addToArray, removeFromArray } from "../patch/toml.ts";
import { textOf } from "../tree.ts";
import type { EditsOf } from "./edit.ts";

const WORKSPACE = "services-rust/Cargo.toml";
const MEMBERS = ["workspace", "members"];

/** A crate is a member of Cargo's workspace, and in its lock file. */
export const cargo: EditsOf = ({ language, name, folder }, tree) => {
  if (language !== "rust") return [];
  const manifest = () => textOf(tree, `${folder}/Cargo.toml`);
  return [
    {
      path: WORKSPACE,
      add: (text) => addToArray(text, MEMBERS, name),
      remove: (text) => removeFromArray(text, MEMBERS, name),
    },
    {
      path: "services-rust/Cargo.lock",
      add: (text) => {
        const { head, crates } = readLock(text);
        return writeLock({
          head,
          crates: [...crates, ownCrate(manifest(), textOf(tree, WORKSPACE), crates)],
        });
      },
      remove: (text) => {
        const { head, crates } = readLock(text);
        const gone = crateName(manifest());
        return writeLock({ head, crates: crates.filter((crate) => crate.name !== gone) });
      },
    },
  ];
};
