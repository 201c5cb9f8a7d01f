import { filesBelow, type Tree, textOf } from "trivium/tree";

const FILE = "services-go/go.mod";
const REQUIRED = /^\t(\S+) v\S+\n/gm;

/** Where the services are that a project has, and those that it may get. */
const FOLDERS = ["services-go", "packages/generators/template/service"];

/** Drops what no Go file imports any more from go.mod; `go mod tidy` drops what only that needed. */
export function pruneGoModule(tree: Tree): void {
  const code = FOLDERS.flatMap((folder) => filesBelow(tree, folder))
    .filter((file) => /\.go(\.tmpl)?$/.test(file))
    .map((file) => textOf(tree, file))
    .join("\n");
  const text = textOf(tree, FILE).replace(REQUIRED, (line, module: string) => {
    const imported = code.includes(`"${module}"`) || code.includes(`"${module}/`) || isGenerated(module);
    return imported ? line : "";
  });
  tree.write(FILE, text);
}

/** Imported by code that is yet to be generated. */
const isGenerated = (module: string) => module === "google.golang.org/protobuf";
