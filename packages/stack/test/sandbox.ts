import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, createReadStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";

const BOOT = join(import.meta.dirname, "../boot");

/** Tools that are new enough, as shell scripts. */
const TOOLS = {
  node: "echo v24.0.0",
  go: "echo go version go1.26.0",
  cargo: "echo cargo 1.95.0",
  cc: "echo cc 12.2.0",
};

/** What `npm` leaves when it is done. */
const INSTALL = `
echo "$*" >> npm.log
mkdir -p node_modules/.bin node_modules/needed
echo '{ "version": "1.0.0" }' > node_modules/needed/package.json
echo '{}' > node_modules/.package-lock.json
cp tools/pinned node_modules/.bin/node`;

/** A repository with nothing but what comes before everything else, and two programs to compile, in a folder of its own. */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), "trivium-boot-"));

  constructor() {
    cpSync(BOOT, join(this.folder, "packages/stack/boot"), { recursive: true });
    for (const [name, body] of Object.entries(TOOLS)) this.tool(name, body);
    this.tool("npm", INSTALL);
    this.tool("pinned", 'echo "handed over: $2;" built-*');
    this.write("packages/stack/services.json", {
      swift: { language: "rust", package: "@trivium/swift" },
      busy: { language: "go", package: "@trivium/busy" },
      gateway: { language: "typescript", package: "@trivium/gateway" },
    });
    this.write("package-lock.json", {
      packages: {
        "node_modules/@trivium/swift": { resolved: "services-rust/swift", link: true },
        "node_modules/@trivium/busy": { resolved: "services-go/busy", link: true },
        "node_modules/@trivium/gateway": { resolved: "apps/gateway", link: true },
        "node_modules/needed": { version: "1.0.0" },
        "node_modules/tool": { version: "1.0.0", dev: true },
      },
    });
    this.builds("services-rust/swift", "touch ../../built-rust");
    this.builds("services-go/busy", "touch ../../built-go");
    this.builds("apps/gateway", "touch ../../built-typescript");
  }

  /** Gives a package a build script. */
  builds(folder: string, build: string): void {
    this.write(`${folder}/package.json`, { scripts: { build } });
  }

  /** Puts a shell script on the path. */
  tool(name: string, body: string): void {
    this.write(`tools/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(join(this.folder, "tools", name), 0o755);
  }

  /** Makes `npm` do something before it does its work. */
  npmAfter(body: string): void {
    this.tool("npm", `set -e\n${body}\n${INSTALL}`);
  }

  write(file: string, content: string | object): void {
    const path = join(this.folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  }

  /** Pipes with names: who opens one for reading waits for who opens it for writing, and the other way round. */
  pipes(...names: string[]): void {
    execFileSync("mkfifo", names, { cwd: this.folder });
  }

  /** When something is written to a pipe, and everything once nothing has it open any more. */
  listen(pipe: string): { begun: Promise<unknown>; ended: Promise<string> } {
    const stream = createReadStream(join(this.folder, pipe));
    return { begun: once(stream, "readable"), ended: text(stream) };
  }

  /** Runs a command of the repository. */
  start(...words: string[]): ChildProcessByStdio<null, Readable, Readable> {
    const boot = join(this.folder, "packages/stack/boot/trivium.mjs");
    const PATH = [join(this.folder, "tools"), "/usr/bin", "/bin"].join(delimiter);
    return spawn(process.execPath, [boot, ...words], {
      cwd: this.folder,
      env: { PATH },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** The same to its end. */
  async run(...words: string[]): Promise<{ code: number | null; said: string }> {
    const child = this.start(...words);
    const ended = new Promise<number | null>((done) => child.once("close", done));
    const said = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { code: await ended, said: said.join("") };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
