import { linkSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Fault } from "./fault.ts";

/**
 * Writes a file that is not there yet, wholly or not at all.
 *
 * @throws {Fault} when it is there, or cannot be written.
 */
export function writeNew(file: string, text: string): void {
  const draft = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, text, { flag: "wx" });
    // Unlike renaming, linking takes the place of nothing.
    linkSync(draft, file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Fault(code === "EEXIST" ? `${file} is there already: nothing was written` : message);
  } finally {
    rmSync(draft, { force: true });
  }
}
