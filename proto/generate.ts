// Generates the committed Go and TypeScript code from the contracts.
//
//   node generate.ts           writes it
//   node generate.ts --check   exits 1, naming the files, when what is committed is stale
//
// Rust generates its messages at build time: services-rust/contracts/build.

import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { modules, outputs } from "./outputs.ts";

const root = dirname(import.meta.dirname);

function buf(...args: string[]): string {
  return execFileSync("buf", args, { cwd: import.meta.dirname, encoding: "utf8", maxBuffer: 1 << 26 });
}

function generateInto(directory: string): void {
  buf("generate", "--template", "buf.gen.go.yaml", "--output", directory);
  buf("generate", "--template", "buf.gen.ts.yaml", "--output", directory);
  const image: unknown = JSON.parse(buf("build", "--exclude-source-info", "--output", "-#format=json"));
  for (const [path, text] of Object.entries(modules(image))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

function filesBelow(directory: string): Map<string, string> {
  const files = new Map<string, string>();
  if (!existsSync(directory)) return files;
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(directory.length + 1), readFileSync(path, "utf8"));
  }
  return files;
}

function staleFiles(fresh: string): string[] {
  return outputs.flatMap((output) => {
    const want = filesBelow(join(fresh, output));
    const have = filesBelow(join(root, output));
    const names = new Set([...want.keys(), ...have.keys()]);
    return [...names].filter((name) => want.get(name) !== have.get(name)).map((name) => `${output}/${name}`);
  });
}

function replaceCommitted(fresh: string): void {
  for (const output of outputs) {
    rmSync(join(root, output), { recursive: true, force: true });
    cpSync(join(fresh, output), join(root, output), { recursive: true });
  }
}

const fresh = mkdtempSync(join(tmpdir(), "trivium-generate-"));
try {
  generateInto(fresh);
  const stale = staleFiles(fresh);
  if (process.argv.includes("--check")) {
    for (const file of stale) console.error(`stale: ${file}`);
    if (stale.length > 0) {
      console.error(
        "generated code differs from the contracts: run `npm run generate` and commit the result",
      );
      process.exitCode = 1;
    }
  } else {
    replaceCommitted(fresh);
    console.log(
      stale.length === 0 ? "generated code was up to date" : `generated ${stale.length} changed files`,
    );
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
