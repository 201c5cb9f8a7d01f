import { expect, test } from "vitest";
import { type Edge } from "../src/edge.ts";
import { edges } from "../src/graph.ts";
import { packages, packagesWithCode } from "../src/repository.ts";
import { imports, packageOf } from "../src/typescript.ts";

const named = (name: string) => packages.find((one) => one.name === name);
const describe = ({ from, to, because }: Edge) => `${from} does not declare ${to}: ${because}`;

test("a package declares every package that its code needs", () => {
  const forgotten = edges.filter(({ from, to }) => named(from)?.dependencies.includes(to) !== true);
  expect(forgotten.map(describe)).toEqual([]);
});

test("a package declares no package that its code does not need", () => {
  const idle = packagesWithCode.flatMap(({ name, dependencies }) =>
    dependencies
      .filter((to) => named(to) !== undefined && !edges.some((edge) => edge.from === name && edge.to === to))
      .map((to) => `${name} declares ${to}`),
  );
  expect(idle).toEqual([]);
});

test("an npm package that is imported is declared", () => {
  const undeclared = imports().filter(({ from, specifier }) => {
    const name = packageOf(specifier);
    return name !== undefined && name !== from && named(from)?.dependencies.includes(name) !== true;
  });
  expect(undeclared.map(({ file, specifier }) => `${file} imports ${specifier}`)).toEqual([]);
});

test("no package reaches into the tests of another", () => {
  const reaching = edges.filter(({ because }) => /\.\.\/[\w/-]+\/tests?\//.test(because));
  expect(reaching.map(({ because }) => because)).toEqual([]);
});
