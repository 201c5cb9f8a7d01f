import { type ChildProcess, spawn } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { brotliCompressSync, constants } from "node:zlib";
import { readSkeleton, SKELETON_FILE, type Skeleton } from "../src/skeleton.ts";

const BUILT = join(import.meta.dirname, "../dist");
const PROGRAM = join(BUILT, "create-trivium.js");

/** How a run of the program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** An empty folder to run the built program in, and the tools that it finds there. */
export class Workshop {
  readonly folder: string;
  readonly #tools: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#tools = join(folder, ".tools");
    mkdirSync(this.#tools);
    symlinkSync(process.execPath, join(this.#tools, "node"));
  }

  static async open(): Promise<Workshop> {
    return new Workshop(await mkdtemp(join(tmpdir(), "create-trivium test-")));
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** What is in the folder, hidden or not, but for the tools. */
  get left(): string[] {
    return readdirSync(this.folder).filter((name) => name !== ".tools");
  }

  /** Adds a tool: a shell script, which finds everything that this machine has. */
  tool(name: string, script: string): void {
    const file = join(this.#tools, name);
    const path = [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter);
    writeFileSync(file, `#!/bin/sh\nPATH='${path}'\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** Adds a tool that hangs. Resolves when it has begun to. */
  hangingTool(name: string): Promise<void> {
    const begun = `${name}-begun`;
    this.tool(name, `echo > '${join(this.#tools, begun)}'; sleep 600`);
    return new Promise((resolve) => {
      const watching = watch(this.#tools, (_, found) => {
        if (found !== begun) return;
        watching.close();
        resolve();
      });
    });
  }

  /** Another version of the program, which makes projects of something else. */
  version(edit: (skeleton: Skeleton) => Skeleton): string {
    const folder = join(this.#tools, "other-version");
    mkdirSync(folder);
    const program = join(folder, "create-trivium.mjs");
    copyFileSync(PROGRAM, program);
    const packed = brotliCompressSync(JSON.stringify(edit(readSkeleton(BUILT))), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
    });
    writeFileSync(join(folder, SKELETON_FILE), packed);
    return program;
  }

  /** Starts the program; it has no terminal, and finds only the tools of the test. */
  start(...args: string[]): ChildProcess & { ended: Promise<Ended> } {
    return this.#start(PROGRAM, args);
  }

  #start(program: string, args: readonly string[]): ChildProcess & { ended: Promise<Ended> } {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: this.folder,
      env: { PATH: this.#tools, HOME: this.folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const code = new Promise<number | null>((done) => child.once("close", done));
    const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(
      ([exit, stdout, stderr]) => ({ code: exit, stdout, stderr }),
    );
    return Object.assign(child, { ended });
  }

  run(...args: string[]): Promise<Ended> {
    return this.start(...args).ended;
  }

  runVersion(program: string, ...args: string[]): Promise<Ended> {
    return this.#start(program, args).ended;
  }
}
