import { spawnSync } from "node:child_process";

/** Tools that format files of a kind, given paths. */
const FORMATTERS: readonly (readonly [kind: RegExp, program: string, ...args: string[]])[] = [
  [/\.(ts|json)$/, "npx", "biome", "check", "--write", "--no-errors-on-unmatched"],
  [/\.go$/, "gofmt", "-w"],
  [/\.rs$/, "rustfmt", "--edition=2021"],
];

/** Links new packages, generates code from the contracts, and formats what was written. */
export function finish(root: string, written: readonly string[]): void {
  // Whatever NODE_ENV says.
  run(root, "npm", "install", "--include=dev", "--no-audit", "--no-fund", "--prefer-offline", "--silent");
  run(root, "npm", "run", "--silent", "generate");
  for (const [kind, program, ...args] of FORMATTERS) {
    const files = written.filter((file) => kind.test(file));
    if (files.length > 0) run(root, program, ...args, ...files);
  }
}

/** @throws {Error} saying what is left to do, when a program fails. */
function run(cwd: string, program: string, ...args: string[]): void {
  const { status, error } = spawnSync(program, args, { cwd, stdio: ["ignore", "inherit", "inherit"] });
  if (status === 0) return;
  const command = [program, ...args].join(" ");
  throw new Error(
    `everything is written, but \`${command}\` failed (${error?.message ?? status}): run npm install, npm run generate and npm run format`,
  );
}
