import { expect, test } from "vitest";
import { drafted } from "../src/draft.ts";
import { addMigration } from "../src/generators/migration.ts";
import { remove } from "../src/generators/remove.ts";
import { addService, type ServiceRequest } from "../src/generators/service.ts";
import type { Tree } from "../src/tree.ts";
import { contents } from "./project.ts";
import { thisRepository } from "./thisRepository.ts";

const SERVICES: readonly ServiceRequest[] = [
  { name: "customs", language: "go", resource: "tariff" },
  { name: "abacus", language: "rust", resource: "sum", internal: true },
  { name: "ledger", language: "go", resource: "entry", calls: "abacus" },
  { name: "zither", language: "ts", resource: "melody" },
];

type Change = (draft: Tree) => void;

const services: Change[] = SERVICES.map((request) => (draft) => addService(draft, request));
const twin: Change = (draft) => addMigration(draft, { service: "customs", name: "duty" });

test("services and a twin are added to this repository under their own names, and removed without a trace", () => {
  const tree = thisRepository();
  const before = contents(tree);
  // A project has the migration kit when it was chosen.
  const kit = tree.exists("services-go/experiment");
  for (const change of kit ? [...services, twin] : services) {
    const draft = drafted(tree, change);
    const written = draft.changes().filter(({ before: old }) => old === null);
    expect(written.length).toBeGreaterThan(5);
    const strange = written.filter(({ path, after }) =>
      /gopher|ferris|hermit|ostrich|heron|gizmo|doodad|50050|50040/i.test(path + after),
    );
    expect(strange.map(({ path }) => path)).toEqual([]);
    draft.apply();
  }
  for (const name of [...(kit ? ["duty"] : []), "customs", "ledger", "zither", "abacus"]) {
    drafted(tree, (one) => remove(one, name)).apply();
  }
  expect(contents(tree)).toEqual(before);
});
