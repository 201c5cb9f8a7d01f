import type { Answers } from "../answers.ts";
import { pluralOf } from "../names.ts";

const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;
const title = (name: string) => name.split("-").map(capital).join(" ");
const snake = (name: string) => name.replaceAll("-", "_");

/** A text, or a path, in which words have become others; all in one pass, so that none is replaced twice. */
export type Rename = (text: string) => string;

/** In what is copied from the reference, its services play these parts; templates call them so already. */
const ROLES: readonly (readonly [from: string, to: string])[] = [
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

function partRules({ goService, rustService, resource }: Answers): [string, string][] {
  return [
    ...inEveryCase("gopher", goService),
    ...inEveryCase("ferris", rustService),
    // The longer word first, for it begins with the other.
    ...inEveryCase("gizmos", pluralOf(resource)),
    ...inEveryCase("gizmo", resource),
  ];
}

/** The project's own name has other shapes in other places; the special ones come first. */
function projectRules({ name, scope, module }: Answers): [string, string][] {
  return [
    ["github\\.com/trivium/trivium", module],
    ["@trivium/", `@${scope}/`],
    ["TRIVIUM", snake(name).toUpperCase()],
    ["Trivium", title(name)],
    // A program, not a package of contracts.
    ["trivium\\.mjs", `${name}.mjs`],
    // Packages of contracts, crates in Rust code, metrics, folders of generated code.
    ["trivium(?=[._/])", snake(name)],
    ["(?<=/)trivium(?![-.\\w])", snake(name)],
    ["trivium", name],
  ];
}

function inEveryCase(from: string, to: string): [string, string][] {
  return [
    [from, to],
    [capital(from), capital(to)],
    [from.toUpperCase(), to.toUpperCase()],
  ];
}

function renaming(rules: readonly (readonly [pattern: string, replacement: string])[]): Rename {
  const any = new RegExp(rules.map(([pattern]) => `(${pattern})`).join("|"), "g");
  return (text) =>
    text.replace(any, (...found: unknown[]) => {
      const rule = found.slice(1, rules.length + 1).findIndex((group) => group !== undefined);
      return rules[rule]?.[1] ?? "";
    });
}
