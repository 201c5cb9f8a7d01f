// Gathers what projects are made of into the package.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { gather } from "./gather.ts";
import { SKELETON_FILE } from "./skeleton.ts";

const packed = brotliCompressSync(JSON.stringify(gather()), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
});
writeFileSync(join(import.meta.dirname, "../dist", SKELETON_FILE), packed);
