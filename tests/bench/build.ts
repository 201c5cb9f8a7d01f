// Builds grpc-gateway before the forecast service: its code is generated from the contracts and
// not committed, since nothing but the bench uses it.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const CONTRACTS = resolve(import.meta.dirname, "../../proto");
/** What the generated code stands on. Built first, so that a fault of theirs is seen there. */
const MESSAGES = resolve(import.meta.dirname, "../../services-go/gen");
const PROGRAM = resolve(import.meta.dirname, "grpc-gateway");

function run(folder: string, program: string, ...args: string[]): void {
  const env = { ...process.env, CGO_ENABLED: "0" };
  execFileSync(program, args, { cwd: folder, env, stdio: "inherit" });
}

run(CONTRACTS, "buf", "generate", "--template", resolve(PROGRAM, "buf.gen.yaml"), "--output", PROGRAM);
run(MESSAGES, "go", "build", "./...");
run(PROGRAM, "go", "build", "-trimpath", "-o", resolve(import.meta.dirname, "bin/grpc-gateway"), ".");
