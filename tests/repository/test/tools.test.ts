import { expect, test } from "vitest";
import { files, packages, read } from "../src/repository.ts";
import { called, lockedVersions, startedPackages, usedToStart, usedToTest } from "../src/tools.ts";

const started = startedPackages();
const others = packages.filter((one) => !started.has(one));
const ours = new Set(packages.map(({ name }) => name));

test("a package declares what has the programs that its scripts call", () => {
  const undeclared = packages.flatMap((one) =>
    called(one)
      .filter((name) => name !== one.name && !one.dependencies.includes(name))
      .map((name) => `${one.name} calls ${name}`),
  );
  expect(undeclared).toEqual([]);
});

test("a package that is compiled declares the types that the compiler is told of", () => {
  const compiled = packages.filter(({ folder }) => files.includes(`${folder}/tsconfig.json`));
  expect(compiled.length).toBeGreaterThan(5);
  expect(compiled.filter(({ dependencies }) => !dependencies.includes("@types/node"))).toEqual([]);
});

test("npm start finds what it builds and runs with among dependencies", () => {
  expect(started.size).toBeGreaterThan(5);
  const missing = [...started].flatMap((one) =>
    usedToStart(one)
      .filter((name) => !ours.has(name) && !one.installed.includes(name))
      .map((name) => `${one.name} needs ${name}`),
  );
  expect(missing).toEqual([]);
});

test("npm start installs nothing that only tests and checks use", () => {
  const tested = [...started].flatMap((one) =>
    usedToTest(one)
      .filter((name) => one.installed.includes(name))
      .map((name) => `${one.name} has ${name}`),
  );
  expect(tested).toEqual([]);
  const apart = others.flatMap(({ name, installed }) =>
    installed.filter((one) => !ours.has(one)).map((one) => `${name} has ${one}`),
  );
  expect(apart).toEqual([]);
});

type Manifest = Partial<Record<"dependencies" | "devDependencies", Record<string, string>>>;

test("a package has one version, wherever it is declared, and it is the one that is installed", () => {
  const manifests = files.filter((file) => /(^|\/)package\.json(\.tmpl)?$/.test(file));
  const versions = new Map<string, Set<string>>();
  for (const file of manifests) {
    const { dependencies, devDependencies } = JSON.parse(read(file)) as Manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
    }
  }
  const several = [...versions].filter(([, { size }]) => size > 1);
  expect(several.map(([name, all]) => `${name}: ${[...all].join(", ")}`)).toEqual([]);

  const programs = new Set(packages.flatMap((one) => called(one)).filter((name) => !ours.has(name)));
  expect(programs.size).toBeGreaterThan(3);
  for (const name of programs)
    expect([name, lockedVersions(name)]).toEqual([name, [...(versions.get(name) ?? [])]]);
});
