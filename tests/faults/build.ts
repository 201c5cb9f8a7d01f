// Builds a forecast service whose Go kernel can drift, from the very sources of the real one:
// Go's -overlay puts other files in the place of some while it compiles, and no source changes.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const FORECAST = resolve(import.meta.dirname, "../../services-go/forecast");
const KERNEL = join(FORECAST, "internal/inprocess");
/** Where the kernel's answer is on its way out, and what is put around it. */
const ANSWER = "return responseOf(response, time.Since(start)), nil";
const DRIFTED = "return drifted(responseOf(response, time.Since(start))), nil";

const sources = readFileSync(join(KERNEL, "simulate.go"), "utf8");
if (sources.split(ANSWER).length !== 2) throw new Error(`simulate.go has no single line ${ANSWER}`);
const folder = mkdtempSync(join(tmpdir(), "trivium-drift-"));
try {
  const simulate = join(folder, "simulate.go");
  const overlay = join(folder, "overlay.json");
  const Replace = {
    [join(KERNEL, "simulate.go")]: simulate,
    [join(KERNEL, "drift.go")]: join(import.meta.dirname, "drift/drift.go"),
  };
  writeFileSync(simulate, sources.replace(ANSWER, DRIFTED));
  writeFileSync(overlay, JSON.stringify({ Replace }));
  const program = join(import.meta.dirname, "bin/forecast");
  execFileSync("go", ["build", "-trimpath", "-overlay", overlay, "-o", program, "."], {
    cwd: FORECAST,
    env: { ...process.env, CGO_ENABLED: "0" },
    stdio: "inherit",
  });
} finally {
  rmSync(folder, { recursive: true });
}
