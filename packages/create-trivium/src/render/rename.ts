import { inEveryCase, projectRules, type Rename, type Rule, renaming, resourceRules } from "trivium/rename";
import type { Answers } from "../answers.ts";

/** Generators know the names of templates, and have one name of their own everywhere. */
const GENERATORS = "packages/generators/";

/** In what is copied from the reference, its services play these parts; templates call them so already. */
const ROLES: readonly Rule[] = [
  ["forecast", "gopher"],
  ["simulator", "ferris"],
  ["simulation", "ferris"],
];

const castRoles = renaming(ROLES.flatMap(([from, to]) => inEveryCase(from, to)));

/** Gives a file of the reference's, and its path, the names that templates call services by. */
export function castOf(file: string): Rename {
  return file.startsWith(GENERATORS) ? (text) => text : castRoles;
}

/** Gives everything the names that were asked for. */
function nameAsAnswered(answers: Answers): Rename {
  return renaming([...projectRules(answers), ...(answers.preset === "starter" ? partRules(answers) : [])]);
}

function partRules({ goService, rustService, resource }: Answers): Rule[] {
  return [
    ...inEveryCase("gopher", goService),
    ...inEveryCase("ferris", rustService),
    ...resourceRules("gizmo", resource),
  ];
}

/** Gives a file of the reference or of the templates the names that were asked for. */
export function renameOf(file: string, answers: Answers): Rename {
  if (!file.startsWith(GENERATORS)) return nameAsAnswered(answers);
  if (file !== `${GENERATORS}package.json`) return (text) => text;
  const rename = renaming(projectRules(answers));
  return (text) => rename(text).replace(/^( *"name": ).*$/m, '$1"trivium",');
}
