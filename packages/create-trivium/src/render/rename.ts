import { inEveryCase, projectRules, type Rename, type Rule, renaming, resourceRules } from "trivium/rename";
import type { Answers } from "../answers.ts";

/** In what is copied from the reference, its services play these parts; templates call them so already. */
const ROLES: readonly Rule[] = [
  ["forecast", "gopher"],
  ["simulator", "ferris"],
  ["simulation", "ferris"],
];

/** Gives the reference's services the names that templates call services by. */
export const castRoles: Rename = renaming(ROLES.flatMap(([from, to]) => inEveryCase(from, to)));

/** Gives everything the names that were asked for. */
export function nameAsAnswered(answers: Answers): Rename {
  return renaming([...projectRules(answers), ...(answers.preset === "starter" ? partRules(answers) : [])]);
}

function partRules({ goService, rustService, resource }: Answers): Rule[] {
  return [
    ...inEveryCase("gopher", goService),
    ...inEveryCase("ferris", rustService),
    ...resourceRules("gizmo", resource),
  ];
}
