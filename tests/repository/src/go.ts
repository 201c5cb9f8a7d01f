import { execFileSync } from "node:child_process";
import { join, relative } from "node:path";
import type { Edge } from "./edge.ts";
import { ownerOf, ROOT } from "./repository.ts";

interface GoPackage {
  ImportPath: string;
  Name: string;
  Dir: string;
  Imports?: string[];
  TestImports?: string[];
  XTestImports?: string[];
}

const FIELDS = "-json=ImportPath,Name,Dir,Imports,TestImports,XTestImports";

/** What Go packages need, as the Go command sees it, and which packages are programs. */
export function goGraph(): { edges: Edge[]; programs: string[] } {
  const listed = execFileSync("go", ["list", FIELDS, "./..."], {
    cwd: join(ROOT, "services-go"),
    encoding: "utf8",
  });
  // One object after the other, without commas.
  const all = JSON.parse(`[${listed.replaceAll("\n}\n{", "\n},\n{")}]`) as GoPackage[];
  const ownerByPath = new Map(all.map(({ ImportPath, Dir }) => [ImportPath, nameOf(Dir)]));
  return {
    edges: all.flatMap((one) => edgesOf(one, ownerByPath)),
    programs: all.filter(({ Name }) => Name === "main").map(({ Dir }) => nameOf(Dir)),
  };
}

const nameOf = (folder: string) => ownerOf(relative(ROOT, folder))?.name ?? "";

function edgesOf(one: GoPackage, ownerByPath: ReadonlyMap<string, string>): Edge[] {
  const { ImportPath, Dir, Imports = [], TestImports = [], XTestImports = [] } = one;
  const from = nameOf(Dir);
  const imported = [...Imports, ...TestImports, ...XTestImports].flatMap((path) => {
    const to = ownerByPath.get(path);
    return to === undefined ? [] : [{ from, to, because: `${ImportPath} imports ${path}` }];
  });
  return [{ from, to: "@trivium/go", because: `${ImportPath} is built by Go` }, ...imported];
}
