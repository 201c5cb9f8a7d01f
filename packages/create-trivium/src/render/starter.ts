import { addMigration } from "trivium/generators/migration";
import { addService } from "trivium/generators/service";
import { filesBelow, MemoryTree } from "trivium/tree";
import type { Answers } from "../answers.ts";
import { CHOICE_NAMES } from "../choices.ts";
import { decoded, type Skeleton } from "../skeleton.ts";
import { pruneCargo } from "./cargo.ts";
import { PARTS } from "./choices/parts.ts";
import { isCopied } from "./copied.ts";
import { fitDelivery } from "./delivery.ts";
import { pruneGoModule } from "./goModule.ts";
import { fitLicence } from "./licence.ts";
import { named, renamed } from "./named.ts";
import { pruneLock } from "./npmLock.ts";
import { fitPackages } from "./npmPackages.ts";
import { castOf, renameOf } from "./rename.ts";

/** Small services, made by the generators, and all that is around them in the reference. */
export function starter(answers: Answers, skeleton: Skeleton): MemoryTree {
  const parts = base(answers, skeleton);
  const additions = takeAdditions(parts);
  const tree = named(parts, answers, skeleton.version);
  pruneLock(tree);
  pruneCargo(tree);
  addServices(tree, answers);
  const added = named(additions, answers, skeleton.version);
  for (const file of filesBelow(added)) tree.write(file, added.bytes(file));
  const reference = (file: string) =>
    renamed(decoded(skeleton.reference[file] ?? ""), renameOf(file, answers)).toString();
  for (const choice of chosenIn(answers)) PARTS[choice].fitServices?.(tree, answers, reference);
  return tree;
}

const chosenIn = (answers: Answers) => CHOICE_NAMES.filter((choice) => answers[choice]);

/** A gateway without services, and what is around it; under the names of the templates. */
function base(answers: Answers, skeleton: Skeleton): MemoryTree {
  const tree = new MemoryTree();
  for (const [file, text] of Object.entries(skeleton.reference)) {
    if (isCopied(file, answers)) tree.write(castOf(file)(file), renamed(decoded(text), castOf(file)));
  }
  const chosen = chosenIn(answers);
  for (const templates of [skeleton.template, ...chosen.map((choice) => skeleton.choices[choice])]) {
    for (const [file, text] of Object.entries(templates)) tree.write(file, decoded(text));
  }
  for (const choice of chosen) PARTS[choice].fit?.(tree);
  fitPackages(tree);
  fitLicence(tree, answers.licence);
  pruneGoModule(tree);
  fitDelivery(tree, answers);
  return tree;
}

/** Takes out what choices add to the folders of services, which are not there yet. */
function takeAdditions(parts: MemoryTree): MemoryTree {
  const additions = new MemoryTree();
  for (const folder of ["services-go/gopher", "services-rust/ferris"]) {
    for (const file of filesBelow(parts, folder)) additions.write(file, parts.bytes(file));
    parts.delete(folder);
  }
  return additions;
}

/** One service in Go, which the gateway calls, and one in Rust: it computes, or is the other's twin. */
function addServices(tree: MemoryTree, { goService, rustService, resource, migrationKit }: Answers): void {
  if (migrationKit) {
    addService(tree, { name: goService, language: "go", resource });
    addMigration(tree, { service: goService, name: rustService });
    return;
  }
  addService(tree, { name: rustService, language: "rust", resource, internal: true });
  addService(tree, { name: goService, language: "go", resource, calls: rustService });
}
