import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { moduleUrl } from "@trivium/kernel-wasm";
import { ROOT } from "@trivium/stack";
import type { PeerCommand } from "../peer.ts";
import type { Python } from "./python.ts";

/** An implementation of the kernel, or of the same distribution. */
export interface Implementation extends PeerCommand {
  /** Whether it keeps the numeric contract, and so must agree to the last bit. */
  readonly exact: boolean;
  /** Why it cannot run here. */
  readonly absent?: string;
}

/** Every implementation; Rust once for each instruction set of this processor. */
export function implementations(python: Python): Implementation[] {
  const rust = join(ROOT, "services-rust/conformance/bin/trivium-conformance");
  const go = join(ROOT, "services-go/conformance/bin/conformance");
  const script = join(import.meta.dirname, "../../peers/python/peer.py");
  const pythonPeer = (name: string): Implementation => ({
    name,
    exact: false,
    command: [python.program, "-B", script, name],
    env: python.env,
    ...(python.missing === undefined ? {} : { absent: python.missing }),
  });
  return [
    ...instructionSets(rust).map((isa) => native(`Rust, ${isa}`, [rust], { TRIVIUM_ISA: isa })),
    native("Go", [go]),
    {
      ...onNode("WebAssembly"),
      ...(existsSync(moduleUrl) ? {} : { absent: "no compiler here makes it: npm run doctor" }),
    },
    onNode("TypeScript"),
    pythonPeer("numba"),
    pythonPeer("numpy"),
  ];
}

function instructionSets(rust: string): string[] {
  if (!existsSync(rust)) return ["scalar"];
  return execFileSync(rust, ["isas"], { encoding: "utf8" }).trim().split("\n");
}

function onNode(language: "TypeScript" | "WebAssembly"): Implementation {
  const script = join(import.meta.dirname, "javascript.ts");
  return native(`${language} on Node`, [process.execPath, script, language.toLowerCase()]);
}

function native(name: string, command: string[], env: Record<string, string> = {}): Implementation {
  const program = command[0] as string;
  const absent = existsSync(program) ? {} : { absent: "not built" };
  return { name, exact: true, command, env, ...absent };
}
