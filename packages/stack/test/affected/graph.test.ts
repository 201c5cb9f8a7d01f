import { expect, test } from "vitest";
import { ownerOf, type Project, readersOf, withDependents } from "../../src/affected/graph.ts";

const project = (name: string, root: string, needs: string[] = [], reads: string[] = []): Project => ({
  name,
  root,
  tags: [],
  needs,
  reads,
});

const go = project("go", "services-go");
const gen = project("gen", "services-go/gen", ["go"]);
const service = project("service", "services-go/service", ["gen"]);
const page = project("page", "apps/page", ["service"]);
const check = project("check", "tests/check", [], ["services-go/gen/**"]);
const all = [go, gen, service, page, check];

test("a file is of the innermost project that it lies in", () => {
  expect(ownerOf("services-go/gen/a/b.go", all)).toBe(gen);
  expect(ownerOf("services-go/go.mod", all)).toBe(go);
  expect(ownerOf("services-gopher/go.mod", all)).toBeUndefined();
});

test("whoever says that it reads a file elsewhere is found", () => {
  expect(readersOf(["services-go/gen/a/b.go"], all)).toEqual([check]);
  expect(readersOf(["services-go/go.mod"], all)).toEqual([]);
});

test("dependents are found however far they are, and nothing else", () => {
  expect(withDependents([gen], all)).toEqual([gen, service, page]);
  expect(withDependents([check], all)).toEqual([check]);
});
