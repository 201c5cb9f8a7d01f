import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that every project is made in. */
    readonly parent: string;
  }
}

/** What every project is called. With one name, in one place, what one of them has built or tested is known for the next. */
export const NAME = "acme-shop";

/** Where turbo keeps what tasks of all projects came to, in the folder that they are made in. */
export const turboCache = (parent: string) => join(parent, "turbo");

/** Gives all suites of a run one folder. */
export default function setup({ provide }: TestProject): () => void {
  const parent = mkdtempSync(join(tmpdir(), "trivium-scaffolding-"));
  provide("parent", parent);
  return () => rmSync(parent, { recursive: true, force: true });
}
