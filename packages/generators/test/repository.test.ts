import { expect, test } from "vitest";
import { drafted } from "../src/draft.ts";
import { remove } from "../src/generators/remove.ts";
import { addService, type ServiceRequest } from "../src/generators/service.ts";
import { contents } from "./project.ts";
import { thisRepository } from "./thisRepository.ts";

const SERVICES: readonly ServiceRequest[] = [
  { name: "customs", language: "go", resource: "tariff" },
  { name: "abacus", language: "rust", resource: "sum", internal: true },
  { name: "ledger", language: "go", resource: "entry", calls: "abacus" },
  { name: "zither", language: "ts", resource: "melody" },
];

test("services are added to this repository under their own names, and removed without a trace", () => {
  const tree = thisRepository();
  const before = contents(tree);
  for (const request of SERVICES) {
    const draft = drafted(tree, (one) => addService(one, request));
    const written = draft.changes().filter((change) => change.before === null);
    expect(written.length).toBeGreaterThan(5);
    const strange = written.filter(({ path, after }) =>
      /gopher|ferris|hermit|ostrich|heron|gizmo|doodad|50050|50060/i.test(path + after),
    );
    expect(strange.map(({ path }) => path)).toEqual([]);
    draft.apply();
  }
  for (const name of ["customs", "ledger", "zither", "abacus"]) {
    drafted(tree, (one) => remove(one, name)).apply();
  }
  expect(contents(tree)).toEqual(before);
});
