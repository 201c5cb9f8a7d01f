import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that every project is made in. */
    readonly parent: string;
  }
}

/** What every project is called but the guide's. With one name, in one place, what one has built or tested is known for the next. */
export const NAME = "acme-first";

/** Where turbo keeps what tasks of all projects came to, in the folder that they are made in. */
export const turboCache = (parent: string) => join(parent, "turbo");

const TURN_POLL_MS = 200;

/** Waits until no other suite has the place, and takes it; returns what gives it back. */
export async function takeTurn(parent: string): Promise<() => void> {
  const taken = join(parent, "taken");
  // Making a folder is atomic: of two suites one does.
  while (!made(taken)) await setTimeout(TURN_POLL_MS);
  return () => rmdirSync(taken);
}

function made(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Gives all suites of a run one folder. */
export default function setup({ provide }: TestProject): () => void {
  const parent = mkdtempSync(join(tmpdir(), "trivium-scaffolding-"));
  provide("parent", parent);
  return () => rmSync(parent, { recursive: true, force: true });
}
