import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Skeleton } from "../src/skeleton.ts";
import { type Ended, Workshop } from "./program.ts";

/** The version before: some files are other ones, one is not there yet, one is there still. */
function before({ reference, template, ...rest }: Skeleton): Skeleton {
  const { ".editorconfig": _, ...others } = reference;
  return {
    ...rest,
    version: "0.0.9",
    reference: {
      ...others,
      "packages/chassis/src/former.ts": "export const former = true;\n",
      "biome.json": edited(reference["biome.json"], '"lineWidth": 110', '"lineWidth": 100'),
      "package-lock.json": edited(
        reference["package-lock.json"],
        /(?<="node_modules\/fastify": \{\s+"version": )"[^"]+"/,
        '"0.0.1"',
      ),
      "services-rust/Cargo.lock": edited(
        reference["services-rust/Cargo.lock"],
        /(?<=name = "tonic"\nversion = ).*/,
        '"0.0.1"',
      ),
    },
    template: {
      ...template,
      "README.md": edited(template["README.md"], /^# .*/, "# Former title"),
      "AGENTS.md": edited(template["AGENTS.md"], /^# .*/, "# Former rules"),
    },
  };
}

/** A text in which something that must be there has become something else. */
function edited(text: string | undefined, from: string | RegExp, to: string): string {
  const changed = text?.replace(from, to);
  if (changed === undefined || changed === text) throw new Error(`nothing matches ${String(from)}`);
  return changed;
}

/** The version before, and a project that it made. */
export class Before {
  /** Its program. */
  readonly program: string;
  readonly #shop: Workshop;

  private constructor(shop: Workshop, program: string) {
    this.#shop = shop;
    this.program = program;
  }

  static async made(): Promise<Before> {
    const shop = await Workshop.open();
    shop.tool("git", 'exec git "$@"');
    const program = shop.version(before);
    const { code, stderr } = await shop.runVersion(program, "acme", "--no-install");
    if (code !== 0) throw new Error(stderr);
    return new Before(shop, program);
  }

  /** A copy of the project, in a workshop whose npm runs the version before when it is asked for a program. */
  async project(): Promise<Project> {
    const shop = await Workshop.open();
    shop.tool("git", 'exec git "$@"');
    shop.tool("npm", this.npm());
    cpSync(join(this.#shop.folder, "acme"), join(shop.folder, "acme"), { recursive: true });
    return new Project(shop, join(shop.folder, "acme"));
  }

  /** A script that does for npm: it runs what npm exec is asked to run, and for anything else another script. */
  npm(others = "exit 0"): string {
    const exec = `while [ "$1" != -- ]; do shift; done; shift 2; exec node '${this.program}' "$@"`;
    return `if [ "$1" = exec ]; then ${exec}; fi\n${others}`;
  }

  close(): void {
    this.#shop.close();
  }
}

/** A project that is to be updated. */
export class Project {
  readonly shop: Workshop;
  readonly folder: string;

  constructor(shop: Workshop, folder: string) {
    this.shop = shop;
    this.folder = folder;
  }

  git(...args: string[]): string {
    return execFileSync("git", ["-c", "user.name=me", "-c", "user.email=me@localhost", ...args], {
      cwd: this.folder,
      encoding: "utf8",
    });
  }

  commit(): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message=Mine");
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  edit(file: string, from: string | RegExp, to: string): void {
    this.write(file, edited(this.read(file), from, to));
  }

  /** Runs the present version, which only merges. */
  update(...args: string[]): Promise<Ended> {
    return this.shop.run("update", "acme", "--no-install", ...args);
  }
}
