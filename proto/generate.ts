// Generates the committed Go, Rust and TypeScript code from the contracts.
//
//   node generate.ts           writes it
//   node generate.ts --check   exits 1, naming the files, when what is committed is stale

import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { modules, outputs } from "./outputs.ts";
import {
  CHASSIS_GEN,
  CONTRACTS_GEN,
  CONTRACTS_MANIFEST,
  isServed,
  type RustPackage,
  rustPackages,
  SHARED_PACKAGE,
  withFeatures,
} from "./rust.ts";

const root = dirname(import.meta.dirname);

function buf(...args: string[]): Buffer {
  return execFileSync("buf", args, { cwd: import.meta.dirname, maxBuffer: 1 << 26 });
}

/** The features of the crate of contracts come first: Cargo runs no generator while a crate asks for one that is missing. */
function manifestOf(packages: readonly RustPackage[]): { fresh: string; stale: boolean } {
  const committed = readFileSync(join(root, CONTRACTS_MANIFEST), "utf8");
  const fresh = withFeatures(committed, packages);
  return { fresh, stale: fresh !== committed };
}

function generateInto(directory: string, image: unknown, packages: readonly RustPackage[]): void {
  for (const language of ["go", "rust", "ts"]) {
    buf("generate", "--template", `buf.gen.${language}.yaml`, "--output", directory);
  }
  moveShared(directory);
  for (const [path, text] of Object.entries(modules(image, packages, descriptorsOf(packages)))) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

/** What every Rust service shares is generated into its chassis. */
function moveShared(directory: string): void {
  const [from, to] = [CONTRACTS_GEN, CHASSIS_GEN].map((folder) =>
    join(directory, folder, SHARED_PACKAGE.replaceAll(".", "/")),
  ) as [string, string];
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}

/** Encoded descriptors of each package that has a service, and of what it imports; comments are no part of them. */
function descriptorsOf(packages: readonly RustPackage[]): Map<string, Buffer> {
  return new Map(
    packages.filter(isServed).map(({ name }) => {
      const flags = [
        "--exclude-source-info",
        "--as-file-descriptor-set",
        `--path=${name.replaceAll(".", "/")}`,
      ];
      return [name, buf("build", ...flags, "--output", "-#format=binpb")];
    }),
  );
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

const checking = process.argv.includes("--check");
const image: unknown = JSON.parse(
  buf("build", "--exclude-source-info", "--output", "-#format=json").toString(),
);
const packages = rustPackages(image);
const manifest = manifestOf(packages);
if (manifest.stale && !checking) writeFileSync(join(root, CONTRACTS_MANIFEST), manifest.fresh);
const fresh = mkdtempSync(join(tmpdir(), "trivium-generate-"));
try {
  generateInto(fresh, image, packages);
  const stale = staleFiles(fresh);
  if (manifest.stale) stale.unshift(CONTRACTS_MANIFEST);
  if (!checking) {
    replaceCommitted(fresh);
    console.log(
      stale.length === 0 ? "generated code was up to date" : `generated ${stale.length} changed files`,
    );
  } else if (stale.length > 0) {
    for (const file of stale) console.error(`stale: ${file}`);
    console.error("generated code differs from the contracts: run `npm run generate` and commit the result");
    process.exitCode = 1;
  }
} catch (error) {
  // What a program complained of is on standard error already.
  console.error((error as Error).message.split("\n", 1)[0]);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
