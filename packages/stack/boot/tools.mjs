// What the repository is built with, and how to get it.

import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

const RUSTUP = "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh";

/** Tools by name: the command that tells the version, the least version, the way to get it. */
const TOOLS = [
  {
    name: "node",
    command: ["node", "--version"],
    least: [20, 0],
    get: { darwin: "brew install node", linux: "https://nodejs.org/en/download" },
  },
  {
    name: "go",
    command: ["go", "version"],
    least: [1, 26],
    get: { darwin: "brew install go", linux: "https://go.dev/doc/install" },
  },
  {
    name: "cargo",
    command: ["cargo", "--version"],
    least: [1, 85],
    get: { darwin: RUSTUP, linux: RUSTUP },
  },
];

/** Looks for every tool: its version, and whether that will do. */
export function checkTools() {
  return Promise.all(TOOLS.map(checkTool));
}

async function checkTool({ name, command, least, get }) {
  const need = least.join(".");
  const how = get[process.platform] ?? get.linux;
  try {
    const { stdout } = await run(command[0], command.slice(1));
    const [found, major, minor] = /(\d+)\.(\d+)(?:\.\d+)?/.exec(stdout) ?? [];
    const fine = Number(major) > least[0] || (Number(major) === least[0] && Number(minor) >= least[1]);
    return { name, found, need, how, fine };
  } catch {
    return { name, found: undefined, need, how, fine: false };
  }
}

/** Prints a line for each tool. */
export function printTools(tools, print) {
  for (const { name, found, need, how, fine } of tools) {
    const state = fine ? "ok" : `needs ${need} or newer; get it: ${how}`;
    print(`  ${name.padEnd(8)}${(found ?? "missing").padEnd(12)}${state}`);
  }
}
