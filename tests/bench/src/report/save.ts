import { renameSync, rmSync, writeFileSync } from "node:fs";

/** Writes a file whole or not at all: it appears under its name when it is complete. */
export function save(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
}
