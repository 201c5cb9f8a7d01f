import { execFile } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "@trivium/stack";

/** Programs of this repository, by what a person types. */
const PROGRAMS = {
  "npx trivium rollout": "packages/cli/src/main.ts",
  "npm run conformance --": "tests/conformance/src/main.ts",
} as const;
export type Program = keyof typeof PROGRAMS;

/** What a command did. */
export interface Done {
  readonly exit: number;
  readonly out: string;
  readonly faults: string;
}

/** Runs a command of this repository to its end. */
export function type(
  program: Program,
  args: readonly string[],
  options: { readonly url: string; readonly folder: string; readonly signal?: AbortSignal },
): Promise<Done> {
  const { url, folder, signal } = options;
  const env = { ...process.env, TRIVIUM_URL: url, TRIVIUM_SERVICE: "forecast" };
  const around = { cwd: folder, env, ...(signal && { signal }) };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(ROOT, PROGRAMS[program]), ...args], around, (error, out, faults) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ exit: Number(error?.code ?? 0), out, faults });
    });
  });
}
