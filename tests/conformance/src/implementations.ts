import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Answer, Case, Refusal } from "./cases.ts";
import * as typescript from "./typescript.ts";

/** An implementation of the kernel that may or may not be built. */
export interface Implementation {
  readonly name: string;
  /** The command that builds it; absent when there is nothing to build. */
  readonly build?: string;
  readonly present: boolean;
  /** Answers cases, in their order. */
  run(cases: readonly Case[]): Promise<(Answer | Refusal)[]>;
}

const root = resolve(import.meta.dirname, "../../..");

/** Every implementation there is. */
export const implementations: readonly Implementation[] = [
  child(
    "rust",
    "services-rust/conformance/bin/trivium-conformance",
    "npm run build -- --filter=@trivium/conformance-rust",
  ),
  child("go", "services-go/conformance/bin/conformance", "npm run build -- --filter=@trivium/conformance-go"),
  { name: "typescript", present: true, run: async (cases) => cases.map(typescript.answer) },
];

/** An implementation that is a process: cases in, answers out, one JSON object a line. */
function child(name: string, path: string, build: string): Implementation {
  const program = resolve(root, path);
  return { name, build, present: existsSync(program), run: (cases) => exchange(program, cases) };
}

async function exchange(program: string, cases: readonly Case[]): Promise<(Answer | Refusal)[]> {
  const process = spawn(program, { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise<number | null>((done, failed) => {
    process.once("error", failed);
    process.once("close", done);
  });
  // A program that ends early shows in its exit code and in missing answers.
  process.stdin.on("error", () => {});
  process.stdin.end(cases.map((question) => `${JSON.stringify(question)}\n`).join(""));
  const answers: (Answer | Refusal)[] = [];
  for await (const line of createInterface({ input: process.stdout })) {
    answers.push(JSON.parse(line) as Answer | Refusal);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return answers;
}
