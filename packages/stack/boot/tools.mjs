// What the repository is built with, and how to get it.

import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ROOT } from "./files.mjs";
import { optionalTools } from "./own.mjs";

const RUSTUP = "curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh";

/**
 * Tools by name: the variable that tells tasks the version, when they differ by it; the
 * command that tells the version, and the folder where to ask, for Go and Rust choose a
 * toolchain by folder; the least version; the way to get it; what is done without it, when
 * that can be.
 */
const TOOLS = [
  {
    name: "node",
    command: ["node", "--version"],
    folder: "",
    least: [20, 0],
    get: { darwin: "brew install node", linux: "https://nodejs.org/en/download" },
  },
  {
    name: "go",
    variable: "TRIVIUM_GO",
    command: ["go", "version"],
    folder: "services-go",
    least: [1, 26],
    get: { darwin: "brew install go", linux: "https://go.dev/doc/install" },
  },
  {
    name: "cargo",
    variable: "TRIVIUM_CARGO",
    command: ["cargo", "--version"],
    folder: "services-rust",
    least: [1, 85],
    get: { darwin: RUSTUP, linux: RUSTUP },
  },
  {
    name: "cc",
    command: ["cc", "--version"],
    folder: "",
    least: [0, 0],
    get: {
      darwin: "xcode-select --install",
      linux: "apt-get install build-essential (Rust is linked by it)",
    },
  },
  ...optionalTools,
];

/** Looks for every tool: its version, and whether that will do. */
export function checkTools() {
  return Promise.all(TOOLS.map(checkTool));
}

async function checkTool({ name, variable, command, folder, least, get, without }) {
  const need = least[0] > 0 ? `${least.join(".")} or newer` : "any version";
  const how = get[process.platform] ?? get.linux;
  const [found, major, minor] = /(\d+)\.(\d+)(?:\.\d+)?/.exec(await output(command, folder, without)) ?? [];
  const fine = Number(major) > least[0] || (Number(major) === least[0] && Number(minor) >= least[1]);
  return { name, variable, found, need, how, fine, without };
}

/**
 * What a command prints; nothing when there is no such command. A toolchain that it has to
 * fetch first tells so on standard error; what can be done without has no need to complain.
 */
async function output([program, ...args], folder, without) {
  const errors = without === undefined ? "inherit" : "ignore";
  const child = spawn(program, args, { cwd: join(ROOT, folder), stdio: ["ignore", "pipe", errors] });
  child.once("error", () => {});
  return text(child.stdout);
}

/** Whether everything can be done: what can be done without is no fault. */
export const suffices = (tools) => tools.every(({ fine, without }) => fine || without !== undefined);

/** Prints a line for each tool. */
export function printTools(tools, print) {
  for (const { name, found, need, how, fine, without } of tools) {
    const lack = without === undefined ? `needs ${need}` : `optional: ${without}`;
    const state = fine ? "ok" : `${lack}; get it: ${how}`;
    print(`  ${name.padEnd(8)}${(found ?? "missing").padEnd(12)}${state}`);
  }
}
