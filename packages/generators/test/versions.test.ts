import { expect, test } from "vitest";
import {
  cargoLockAt,
  cargoManifestAt,
  chartAt,
  npmLockAt,
  npmManifestAt,
  npmVersionOf,
  versionedAt,
} from "../src/versions.ts";

test("a package.json has another version, and nothing else is touched", () => {
  const text =
    '{\n  "name": "shop",\n  "version": "0.1.0",\n  "tags": ["a", "b"],\n  "x": { "version": "7" }\n}\n';
  expect(npmVersionOf(text)).toBe("0.1.0");
  expect(npmManifestAt(text, "0.2.0")).toBe(text.replace("0.1.0", "0.2.0"));
});

test("a package-lock.json has another version of the repository's own packages alone", () => {
  const lock = {
    name: "shop",
    version: "0.1.0",
    packages: {
      "": { version: "0.1.0" },
      "apps/page": { version: "0.1.0" },
      "apps/page/node_modules/other": { version: "0.1.0" },
      "node_modules/other": { version: "0.1.0" },
      "node_modules/page": { resolved: "apps/page", link: true },
    },
  };
  const after = JSON.parse(npmLockAt(JSON.stringify(lock), "0.2.0")) as unknown;
  expect(after).toEqual({
    ...lock,
    version: "0.2.0",
    packages: { ...lock.packages, "": { version: "0.2.0" }, "apps/page": { version: "0.2.0" } },
  });
});

test.each([
  [
    "a workspace",
    '[workspace]\nresolver = "2"\n\n[workspace.package]\nversion = "0.1.0"\nedition = "2021"\n',
  ],
  [
    "a crate",
    '[package]\nname = "page"\nversion = "0.1.0"\n\n[dependencies]\nother = { version = "0.1.0" }\n',
  ],
])("%s has another version, and its dependencies have not", (_, text) => {
  expect(cargoManifestAt(text, "0.2.0")).toBe(text.replace("0.1.0", "0.2.0"));
});

test("a crate that takes the workspace's version, and its dependencies, stay as they are", () => {
  const text =
    '[package]\nname = "page"\nversion.workspace = true\n\n[dependencies.other]\nversion = "0.1.0"\n';
  expect(cargoManifestAt(text, "0.2.0")).toBe(text);
});

test("a Cargo.lock has another version of the workspace's crates alone", () => {
  const own = (version: string) =>
    `[[package]]\nname = "page"\nversion = "${version}"\ndependencies = [\n "other",\n]\n`;
  const other = '[[package]]\nname = "other"\nversion = "0.1.0"\nsource = "registry+https://example.org"\n';
  expect(cargoLockAt(`version = 4\n\n${other}\n${own("0.1.0")}`, "0.2.0")).toBe(
    `version = 4\n\n${other}\n${own("0.2.0")}`,
  );
});

test("a chart and what it deploys have one version", () => {
  const text = 'apiVersion: v2\nname: shop\nversion: 0.1.0\nappVersion: "0.1.0"\nkubeVersion: ">=1.30.0-0"\n';
  expect(chartAt(text, "0.2.0")).toBe(text.replaceAll("0.1.0", "0.2.0"));
});

test("each manifest is known by its name, and nothing else is", () => {
  const at = (file: string) => versionedAt(file, "0.2.0");
  expect(at("apps/page/package.json")?.('{\n  "version": "0.1.0"\n}\n')).toContain("0.2.0");
  expect(at("services-rust/Cargo.toml")?.('[package]\nversion = "0.1.0"\n')).toContain("0.2.0");
  expect(at("deploy/chart/Chart.yaml")?.("version: 0.1.0\n")).toContain("0.2.0");
  expect(at("README.md")).toBeUndefined();
});
