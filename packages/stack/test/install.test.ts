import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled } from "../boot/install.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-install-"));
  const packages = {
    "": { version: "0.1.0" },
    "packages/own": { version: "0.1.0" },
    "node_modules/own": { resolved: "packages/own", link: true },
    "node_modules/needed": { version: "1.0.0" },
    "node_modules/needed/node_modules/inner": { version: "2.0.0" },
    "node_modules/elsewhere": { version: "1.0.0", optional: true },
    "node_modules/tool": { version: "1.0.0", dev: true },
    "node_modules/either": { version: "1.0.0", devOptional: true },
  };
  write("package-lock.json", { packages });
  write("node_modules/.package-lock.json", { packages });
  write("node_modules/own/package.json", { version: "0.2.0" });
  write("node_modules/needed/package.json", { version: "1.0.0" });
  write("node_modules/needed/node_modules/inner/package.json", { version: "2.0.0" });
  write("node_modules/tool/package.json", { version: "1.0.0" });
  write("node_modules/either/package.json", { version: "1.0.0" });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, content: object): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), JSON.stringify(content));
}

const both = () => [isInstalled(folder, true), isInstalled(folder, false)];

test("packages are there: those of another platform may be missing, the repository's own have any version", () => {
  expect(both()).toEqual([true, true]);
});

test.each([
  ["npm's list, which an install that was cut off has not left", "node_modules/.package-lock.json"],
  ["a package that npm's list has, as it does when only lock files were written", "node_modules/needed"],
  ["a package within another", "node_modules/needed/node_modules/inner"],
])("without %s there is an install", (_, path) => {
  rmSync(join(folder, path), { recursive: true });
  expect(both()).toEqual([false, false]);
});

test.each(["tool", "either"])(
  "without %s, which only development needs, there is an install for all but a start",
  (name) => {
    rmSync(join(folder, "node_modules", name), { recursive: true });
    expect(both()).toEqual([false, true]);
  },
);

test("another version of a package asks for an install", () => {
  write("node_modules/needed/package.json", { version: "1.0.1" });
  expect(both()).toEqual([false, false]);
});

test("another version of what only development needs asks for an install, but for a start", () => {
  write("node_modules/tool/package.json", { version: "1.0.1" });
  expect(both()).toEqual([false, true]);
});

test("an optional package of another version asks for an install", () => {
  write("node_modules/elsewhere/package.json", { version: "0.9.0" });
  expect(both()).toEqual([false, false]);
});
