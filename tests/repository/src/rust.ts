import { execFileSync } from "node:child_process";
import { dirname, join, relative } from "node:path";
import type { Edge } from "./edge.ts";
import { ownerOf, ROOT } from "./repository.ts";

interface Crate {
  name: string;
  manifest_path: string;
  dependencies: { path?: string }[];
  targets: { kind: string[] }[];
}

/** What crates need, as Cargo sees it, and which of them have programs. */
export function rustGraph(): { edges: Edge[]; programs: string[] } {
  const printed = execFileSync("cargo", ["metadata", "--no-deps", "--format-version=1"], {
    cwd: join(ROOT, "services-rust"),
    encoding: "utf8",
  });
  const { packages } = JSON.parse(printed) as { packages: Crate[] };
  return {
    edges: packages.flatMap(edgesOf),
    programs: packages
      .filter(({ targets }) => targets.some(({ kind }) => kind.includes("bin")))
      .map(({ manifest_path }) => nameOf(dirname(manifest_path))),
  };
}

const nameOf = (folder: string) => ownerOf(relative(ROOT, folder))?.name ?? "";

function edgesOf({ name, manifest_path, dependencies }: Crate): Edge[] {
  const from = nameOf(dirname(manifest_path));
  const needed = dependencies.flatMap(({ path }) => {
    const because = `${name} depends on the crate in ${path}`;
    return path === undefined ? [] : [{ from, to: nameOf(path), because }];
  });
  return [{ from, to: "@trivium/rust", because: `${name} is built by Cargo` }, ...needed];
}
