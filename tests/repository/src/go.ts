import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import type { Edge } from "./edge.ts";
import { ownerOf, ROOT } from "./repository.ts";

interface GoPackage {
  ImportPath: string;
  Dir: string;
  Imports?: string[];
  TestImports?: string[];
  XTestImports?: string[];
}

const FIELDS = "-json=ImportPath,Dir,Imports,TestImports,XTestImports";

/** What Go packages need, as the Go command sees it. */
export function goEdges(): Edge[] {
  const listed = execFileSync("go", ["list", FIELDS, "./..."], {
    cwd: join(ROOT, "services-go"),
    encoding: "utf8",
  });
  // One object after the other, without commas.
  const all = JSON.parse(`[${listed.replaceAll("\n}\n{", "\n},\n{")}]`) as GoPackage[];
  const owners = new Map(
    all.map(({ ImportPath, Dir }) => [ImportPath, ownerOf(relative(ROOT, Dir))?.name ?? ""]),
  );
  return all.flatMap(({ ImportPath, Imports = [], TestImports = [], XTestImports = [] }) => {
    const from = owners.get(ImportPath) ?? "";
    const imported = [...Imports, ...TestImports, ...XTestImports].flatMap((path) => {
      const to = owners.get(path);
      return to === undefined ? [] : [{ from, to, because: `${ImportPath} imports ${path}` }];
    });
    return [{ from, to: "@trivium/go", because: `${ImportPath} is built by Go` }, ...imported];
  });
}
