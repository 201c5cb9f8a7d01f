import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A core that a process can be kept on. */
export interface Pinning {
  readonly core: number | undefined;
  /** The command, kept on the core where the system allows it. */
  pinned(command: readonly string[]): string[];
}

/** Looks for `taskset` and takes the last core that this process may use. */
export async function findPinning(): Promise<Pinning> {
  try {
    const { stdout } = await run("taskset", ["--cpu-list", "--pid", String(process.pid)]);
    const core = Number(/(\d+)\s*$/.exec(stdout)?.[1]);
    if (!Number.isInteger(core)) throw new Error(`taskset said ${stdout}`);
    return { core, pinned: (command) => ["taskset", "--cpu-list", String(core), ...command] };
  } catch {
    return { core: undefined, pinned: (command) => [...command] };
  }
}
