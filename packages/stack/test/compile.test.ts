import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Sandbox } from "./sandbox.ts";

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = new Sandbox();
});
afterEach(() => sandbox.remove());

const npmCalls = () => readFileSync(join(sandbox.folder, "npm.log"), "utf8").trim().split("\n");
const isThere = (file: string) => existsSync(join(sandbox.folder, file));

test("Go and Rust compile while npm installs, and the start continues when all of it is done", async () => {
  sandbox.pipes("npm-go", "npm-rust");
  // Each of them waits for the other.
  sandbox.npmAfter("echo > npm-go; echo > npm-rust");
  sandbox.builds("services-go/busy", "read x < ../../npm-go; touch ../../built-go");
  sandbox.builds("services-rust/swift", "read x < ../../npm-rust; touch ../../built-rust");
  const { code, said } = await sandbox.run("start", "--once");
  expect(said).toMatch(/Installed npm packages in \d+ s\n/);
  expect(said).toMatch(/Compiled go in \d+ s\n/);
  expect(said).toMatch(/Compiled rust in \d+ s\n/);
  expect(said).toMatch(/handed over: start; built-go built-rust\n/);
  expect(code).toBe(0);
});

test("a program that cannot be compiled, and a list of services that cannot be read, are for turbo to show", async () => {
  sandbox.builds("services-go/busy", "echo broken; echo broken >&2; exit 1");
  const { code, said } = await sandbox.run("start");
  expect(said).not.toMatch(/broken|Compiled go/);
  expect(said).toMatch(/Compiled rust in \d+ s\n/);
  expect(said).toMatch(/handed over: start; built-rust\n/);
  expect(code).toBe(0);
});

test.each(["{", "null", "[]", '{ "one": null, "two": 2, "three": { "language": "go", "package": 3 } }'])(
  "a list of services such as %s is for the start to refuse",
  async (list) => {
    sandbox.write("packages/stack/services.json", list);
    const { code, said } = await sandbox.run("start");
    expect(said).toContain("handed over: start");
    expect(code).toBe(0);
  },
);

test("nothing is compiled when everything is installed, or for another command", async () => {
  await sandbox.run("test");
  await sandbox.run("start");
  expect(["built-go", "built-rust"].filter(isThere)).toEqual([]);
});

test.each([
  ["start", "ci --omit=dev"],
  ["test", "ci --include=dev"],
])("%s calls npm %s, with what users leave out by their settings", async (command, words) => {
  await sandbox.run(command);
  expect(npmCalls()).toEqual([
    `${words} --include=optional --include=peer --no-audit --no-fund --loglevel=http`,
  ]);
});

test("tests add what a start has not installed; a start is content with what tests have installed", async () => {
  await sandbox.run("start");
  await sandbox.run("test");
  expect(npmCalls()[1]).toMatch(/^install --no-save --include=dev /);
  sandbox.write("node_modules/tool/package.json", { version: "1.0.0" });
  await sandbox.run("test");
  await sandbox.run("start");
  expect(npmCalls().length).toBe(2);
});

test("what is older than the lock file is installed anew", async () => {
  await sandbox.run("start");
  sandbox.write("node_modules/needed/package.json", { version: "0.9.0" });
  await sandbox.run("test");
  expect(npmCalls()[1]).toMatch(/^ci --include=dev /);
});

/** Says that it runs, and runs until it is ended. */
const forever = (pipe: string) => `exec 3> ${pipe}; echo runs >&3; read x < ${pipe.replace(/\w+$/, "never")}`;

test("when npm fails, so does the start, and the compilers end", async () => {
  sandbox.pipes("alive", "never", "begun");
  sandbox.builds("services-go/busy", `echo > ../../begun; ${forever("../../alive")}`);
  sandbox.npmAfter("read x < begun; echo npm error EAI_AGAIN >&2; exit 1");
  const alive = sandbox.listen("alive");
  const { code, said } = await sandbox.run("start");
  expect(await alive.ended).toBe("runs\n");
  expect(said).toMatch(/npm error EAI_AGAIN\n/);
  expect(said).toMatch(/could not be installed/);
  expect(code).toBe(1);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
  "%s ends npm and the compilers",
  async (signal) => {
    sandbox.pipes("npm", "go", "rust", "never");
    sandbox.npmAfter(`echo npm error slow >&2; ${forever("npm")}`);
    sandbox.builds("services-go/busy", forever("../../go"));
    sandbox.builds("services-rust/swift", `sh -c '${forever("../../rust")}'`);
    const pipes = ["npm", "go", "rust"].map((name) => sandbox.listen(name));
    const child = sandbox.start("start");
    const exited = once(child, "exit");
    await Promise.all(pipes.map(({ begun }) => begun));
    // What npm says is passed on once it has started, the last of the three.
    for await (const line of createInterface({ input: child.stderr })) {
      if (line === "npm error slow") break;
    }
    child.kill(signal);
    await exited;
    expect(await Promise.all(pipes.map(({ ended }) => ended))).toEqual(["runs\n", "runs\n", "runs\n"]);
  },
);
