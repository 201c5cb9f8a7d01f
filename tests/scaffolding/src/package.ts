import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { gather, ROOT } from "create-trivium/gather";
import { SKELETON_FILE, type Skeleton } from "create-trivium/skeleton";
import { build } from "vite";

const PACKAGE = join(ROOT, "packages/create-trivium");

/** Makes a version of create-trivium in a folder: the program as it is, which makes projects of something else. */
export async function makePackage(folder: string, edit: (skeleton: Skeleton) => Skeleton): Promise<void> {
  const skeleton = edit(gather());
  const dist = join(folder, "dist");
  mkdirSync(dist, { recursive: true });
  await build({
    root: PACKAGE,
    configFile: join(PACKAGE, "vite.config.ts"),
    build: { outDir: dist, emptyOutDir: false },
  });
  // As much as is quick, for it is unpacked once.
  const packed = brotliCompressSync(JSON.stringify(skeleton), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 4 },
  });
  writeFileSync(join(dist, SKELETON_FILE), packed);
  const manifest = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8")) as object;
  writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, version: skeleton.version }));
}
