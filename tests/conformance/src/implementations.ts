import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { moduleUrl } from "@trivium/kernel-wasm";
import type { Answer, Case, Refusal } from "./cases.ts";
import { answer, kernels } from "./javascript.ts";

/** An implementation of the kernel that may or may not be built. */
export interface Implementation {
  readonly name: string;
  /** The instruction set that it is told to use, where there is a choice. */
  readonly isa?: string;
  /** The command that builds it; absent when there is nothing to build. */
  readonly build?: string;
  readonly present: boolean;
  /** Answers cases, in their order. */
  run(cases: readonly Case[]): Promise<(Answer | Refusal)[]>;
}

const root = resolve(import.meta.dirname, "../../..");

const rust = resolve(root, "services-rust/conformance/bin/trivium-conformance");
const go = resolve(root, "services-go/conformance/bin/conformance");

/** What an implementation is called in a table, such as "rust (avx2)". */
export function label({ name, isa }: Implementation): string {
  return isa ? `${name} (${isa})` : name;
}

/** Every implementation there is. Rust once for each instruction set of this processor. */
export const implementations: readonly Implementation[] = [
  ...isas(rust).map((isa) => ({
    ...child("rust", rust, "npm run build -- --filter=@trivium/conformance-rust", { TRIVIUM_ISA: isa }),
    isa,
  })),
  child("go", go, "npm run build -- --filter=@trivium/conformance-go"),
  {
    ...here("webassembly"),
    present: existsSync(moduleUrl),
    build: "rustup target add wasm32-unknown-unknown; npm run build -- --filter=@trivium/kernel-wasm",
  },
  { ...here("typescript"), present: true },
];

/** An implementation that this process calls. */
function here(name: keyof typeof kernels): Pick<Implementation, "name" | "run"> {
  const run = async (cases: readonly Case[]) => {
    const kernel = await kernels[name]();
    return cases.map((question) => answer(kernel, question));
  };
  return { name, run };
}

/** The instruction sets that a program names, or an unknown one when it is not built. */
function isas(program: string): string[] {
  if (!existsSync(program)) return [""];
  return execFileSync(program, ["isas"], { encoding: "utf8" }).trim().split("\n");
}

/** An implementation that is a process: cases in, answers out, one JSON object a line. */
function child(
  name: string,
  program: string,
  build: string,
  settings: Readonly<Record<string, string>> = {},
): Implementation {
  return {
    name,
    build,
    present: existsSync(program),
    run: (cases) => exchange(program, settings, cases),
  };
}

async function exchange(
  program: string,
  settings: Readonly<Record<string, string>>,
  cases: readonly Case[],
): Promise<(Answer | Refusal)[]> {
  const running = spawn(program, {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...settings },
  });
  const ended = new Promise<number | null>((done, failed) => {
    running.once("error", failed);
    running.once("close", done);
  });
  // A program that ends early shows in its exit code and in missing answers.
  running.stdin.on("error", () => {});
  running.stdin.end(cases.map((question) => `${JSON.stringify(question)}\n`).join(""));
  const answers: (Answer | Refusal)[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    answers.push(JSON.parse(line) as Answer | Refusal);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  return answers;
}
