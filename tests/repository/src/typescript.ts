import { dirname, join } from "node:path";
import type { Edge } from "./edge.ts";
import { claims, files, ownerOf, packages, read } from "./repository.ts";

/** An import in a TypeScript or JavaScript file. */
export interface Import {
  readonly file: string;
  readonly from: string;
  /** What is imported: a name of a package, or a path. */
  readonly specifier: string;
}

const IMPORT =
  /^\s*(?:import|export)\s+(?:[\w$*{},\s]+\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

/** Every import of every package. */
export function imports(): Import[] {
  return files
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.includes("/src/gen/"))
    .flatMap((file) =>
      [...read(file).matchAll(IMPORT)].map(([, named, called]) => ({
        file,
        from: ownerOf(file)?.name ?? "",
        specifier: named ?? called ?? "",
      })),
    );
}

/** The npm package that a specifier is of; none for paths and for what Node has. */
export function packageOf(specifier: string): string | undefined {
  if (/^(\.|node:)/.test(specifier)) return undefined;
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** The package of a file that another imports, unless its turbo.json says that it reads it. */
function ownerElsewhere(file: string, path: string): string | undefined {
  const reader = ownerOf(file);
  return reader !== undefined && claims(reader, path) ? undefined : ownerOf(path)?.name;
}

/** What TypeScript packages need: what they import, and the compiler. */
export function typescriptEdges(): Edge[] {
  const names = new Set(packages.map(({ name }) => name));
  const imported = imports().flatMap(({ file, from, specifier }) => {
    const path = specifier.startsWith(".") ? join(dirname(file), specifier) : undefined;
    const to = path === undefined ? packageOf(specifier) : ownerElsewhere(file, path);
    return to !== undefined && names.has(to) ? [{ from, to, because: `${file} imports ${specifier}` }] : [];
  });
  const compiled = packages
    .filter(({ folder }) => files.includes(`${folder}/tsconfig.json`))
    .map(({ name, folder }) => ({
      from: name,
      to: "@trivium/typescript",
      because: `${folder} has a tsconfig.json`,
    }));
  return [...compiled, ...imported];
}
