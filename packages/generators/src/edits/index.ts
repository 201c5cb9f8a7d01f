import { cargo } from "./cargo.ts";
import { chart } from "./chart.ts";
import { compose } from "./compose.ts";
import { docsMap } from "./docsMap.ts";
import type { EditsOf } from "./edit.ts";
import { gatewayLists } from "./gateway.ts";
import { npmLock } from "./npmLock.ts";
import { owners } from "./owners.ts";
import { stackDependency, stackEntry } from "./stack.ts";

const ALL: readonly EditsOf[] = [
  stackEntry,
  stackDependency,
  npmLock,
  cargo,
  gatewayLists,
  compose,
  chart,
  owners,
  docsMap,
];

/** Every edit that a service needs of files that are not its own. */
export const editsOf: EditsOf = (service, tree) => ALL.flatMap((edits) => edits(service, tree));
