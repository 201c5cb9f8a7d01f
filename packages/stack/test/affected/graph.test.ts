import { expect, test } from "vitest";
import { ownerOf, type Project, readersOf, withDependents } from "../../src/affected/graph.ts";

const project = (name: string, root: string, needs: string[] = [], reads: string[] = []): Project => ({
  name,
  root,
  tags: [],
  needs,
  reads,
});

const go = project("go", "modules");
const gen = project("gen", "modules/gen", ["go"]);
const service = project("service", "modules/service", ["gen"]);
const page = project("page", "apps/page", ["service"]);
const check = project("check", "tests/check", [], ["modules/gen/**"]);
const all = [go, gen, service, page, check];

test("a file is of the innermost project that it lies in", () => {
  expect(ownerOf("modules/gen/a/b.go", all)).toBe(gen);
  expect(ownerOf("modules/go.mod", all)).toBe(go);
  expect(ownerOf("modules-of-others/go.mod", all)).toBeUndefined();
});

test("whoever says that it reads a file elsewhere is found", () => {
  expect(readersOf(["modules/gen/a/b.go"], all)).toEqual([check]);
  expect(readersOf(["modules/go.mod"], all)).toEqual([]);
});

test("dependents are found however far they are, and nothing else", () => {
  expect(withDependents([gen], all)).toEqual([gen, service, page]);
  expect(withDependents([check], all)).toEqual([check]);
});
