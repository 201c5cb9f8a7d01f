import { crateName, ownCrate, readLock, type WorkspaceManifest, writeLock } from "../cargoLock.ts";
import { sorted } from "../patch/json.ts";
import { editToml } from "../patch/toml.ts";
import { textOf } from "../tree.ts";
import type { EditsOf } from "./edit.ts";

const WORKSPACE = "services-rust/Cargo.toml";

/** A crate is a member of Cargo's workspace, and in its lock file. */
export const cargo: EditsOf = ({ language, name, folder }, tree) => {
  if (language !== "rust") return [];
  const manifest = () => textOf(tree, `${folder}/Cargo.toml`);
  return [
    {
      path: WORKSPACE,
      add: (text) =>
        editToml<WorkspaceManifest>(text, ({ workspace: { members } }) => {
          if (!members.includes(name)) members.splice(sorted(members, name), 0, name);
        }),
      remove: (text) =>
        editToml<WorkspaceManifest>(text, ({ workspace: { members } }) => {
          if (members.includes(name)) members.splice(members.indexOf(name), 1);
        }),
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
