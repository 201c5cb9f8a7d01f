import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isInstalled } from "../boot/install.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "trivium-install-"));
  mkdirSync(join(folder, "node_modules"));
  write("package-lock.json", {
    "": { version: "0.1.0" },
    "packages/own": { version: "0.1.0" },
    "node_modules/needed": { version: "1.0.0", integrity: "a" },
    "node_modules/elsewhere": { version: "1.0.0", integrity: "b", optional: true },
  });
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(file: string, packages: Record<string, object>): void {
  writeFileSync(join(folder, file), JSON.stringify({ packages }));
}

const INSTALLED = "node_modules/.package-lock.json";

test("nothing is installed before npm has left its list, as after an install that was cut off", () => {
  expect(isInstalled(folder)).toBe(false);
});

test("a package of another platform may be missing", () => {
  write(INSTALLED, { "node_modules/needed": { version: "1.0.0", integrity: "a" } });
  expect(isInstalled(folder)).toBe(true);
});

test("the repository's own packages may have another version", () => {
  const own = { "packages/own": { version: "0.2.0" } };
  write(INSTALLED, { ...own, "node_modules/needed": { version: "1.0.0", integrity: "a" } });
  expect(isInstalled(folder)).toBe(true);
});

test.each([
  ["another version", { "node_modules/needed": { version: "1.0.1", integrity: "a" } }],
  ["other contents", { "node_modules/needed": { version: "1.0.0", integrity: "c" } }],
  ["a missing package", { "node_modules/elsewhere": { version: "1.0.0", integrity: "b" } }],
])("%s asks for an install", (_, packages) => {
  write(INSTALLED, packages);
  expect(isInstalled(folder)).toBe(false);
});
