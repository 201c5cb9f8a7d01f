import { execFileSync } from "node:child_process";
import { dirname, join, relative } from "node:path";
import type { Edge } from "./edge.ts";
import { ownerOf, ROOT } from "./repository.ts";

interface Metadata {
  packages: { name: string; manifest_path: string; dependencies: { path?: string }[] }[];
}

/** What crates need, as Cargo sees it. */
export function rustEdges(): Edge[] {
  const printed = execFileSync("cargo", ["metadata", "--no-deps", "--format-version=1"], {
    cwd: join(ROOT, "services-rust"),
    encoding: "utf8",
  });
  const { packages } = JSON.parse(printed) as Metadata;
  return packages.flatMap(({ name, manifest_path, dependencies }) => {
    const from = ownerOf(relative(ROOT, dirname(manifest_path)))?.name ?? "";
    const needed = dependencies.flatMap(({ path }) => {
      if (path === undefined) return [];
      const to = ownerOf(relative(ROOT, path))?.name ?? "";
      return [{ from, to, because: `${name} depends on the crate in ${relative(ROOT, path)}` }];
    });
    return [{ from, to: "@trivium/rust", because: `${name} is built by Cargo` }, ...needed];
  });
}
