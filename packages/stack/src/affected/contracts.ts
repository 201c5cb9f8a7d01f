import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root.ts";
import { presentFiles, textAt } from "./commits.ts";
import { changedDefinitions } from "./definitions.ts";
import { isMadeOf, spellingsThatDiffer } from "./generated.ts";
import { ownerOf, type Project, readersOf, withDependents } from "./graph.ts";
import { CONTRACTS, definitionsSince } from "./images.ts";
import { type Spelling, spellingOf } from "./spelling.ts";
import { usersOf } from "./users.ts";

/** Nx's tag of the contracts and of what is generated from them: whoever needs these need not use all of them. */
const TAG = "contracts";

/** What a change of contracts comes to. */
export interface ContractsChange {
  /** Names of the projects that it affects. */
  readonly affected: readonly string[];
  /** The changed files that it is no answer to. */
  readonly rest: readonly string[];
}

/** Whether a file is a contract; paths are from the repository's folder. */
export const isContract = (file: string) => file.startsWith(`${CONTRACTS}/`) && file.endsWith(".proto");

/**
 * What the changed contracts among some changed files affect: the projects that use what
 * differs and all that needs those, the contracts themselves, what is generated from them,
 * and whatever reads these files as such. Nothing when buf cannot compare them.
 */
export function contractsChange(
  base: string,
  changed: readonly string[],
  all: readonly Project[],
): ContractsChange | undefined {
  const definitions = definitionsSince(base);
  if (definitions === undefined) return undefined;
  const protos = changed.filter(isContract).map((file) => file.slice(CONTRACTS.length + 1));
  const spellings = changedDefinitions(definitions.before, definitions.after).map(spellingOf);
  const packages = [...definitions.before.values(), ...definitions.after.values()].map((one) => one.package);
  const rest = changed.filter((file) => !isContract(file));
  const explained = changed.filter(isContract);
  for (const file of rest.filter((one) => ownerOf(one, all)?.tags.includes(TAG))) {
    const found = isMadeOf(file, protos)
      ? []
      : spellingsThatDiffer({ file, before: textAt(base, file), after: textNow(file) }, packages);
    if (found === undefined) continue;
    spellings.push(...found);
    explained.push(file);
  }
  const names = affectedBy(spellings, explained, all).map(({ name }) => name);
  return { affected: names, rest: rest.filter((file) => !explained.includes(file)) };
}

function textNow(file: string): string {
  try {
    return readFileSync(join(ROOT, file), "utf8");
  } catch {
    return "";
  }
}

function affectedBy(
  spellings: readonly Spelling[],
  files: readonly string[],
  all: readonly Project[],
): Project[] {
  const contracts = all.filter(({ tags }) => tags.includes(TAG));
  const source = contracts.find(({ root }) => root === CONTRACTS);
  const touched = [
    ...usersOf(spellings, presentFiles(), all),
    ...readersOf(files, all),
    ...all.filter(({ needs }) => source !== undefined && needs.includes(source.name)),
  ].filter((one) => !contracts.includes(one));
  return [...contracts, ...withDependents(touched, all)];
}
