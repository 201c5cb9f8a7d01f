// `npx trivium rollout`, once everything is installed: see packages/stack/boot/trivium.mjs.

import { rollout } from "./rollout.ts";

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop.abort());
// Whoever reads a part only, such as head, has seen enough.
process.stdout.on("error", () => process.exit());

const exit = await rollout(process.argv.slice(2), {
  variables: process.env,
  signal: stop.signal,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
process.exitCode = exit;
