import { pluralOf } from "./names.ts";

const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1)}`;
const title = (name: string) => name.split("-").map(capital).join(" ");
const snake = (name: string) => name.replaceAll("-", "_");

/** A text, or a path, in which words have become others; all in one pass, so that none is replaced twice. */
export type Rename = (text: string) => string;

/** What to look for, a regular expression without groups of its own, and what it becomes. */
export type Rule = readonly [pattern: string, replacement: string];

/** What a project is called, in the places where that shows. */
export interface ProjectNames {
  /** In lower case with dashes: `acme-shop`. */
  readonly name: string;
  /** Of its npm packages, without the @. */
  readonly scope: string;
  /** Path of its Go module, without /services-go. */
  readonly module: string;
}

/** The project's own name has other shapes in other places; the special ones come first. */
export function projectRules({ name, scope, module }: ProjectNames): Rule[] {
  return [
    ["github\\.com/trivium/trivium", module],
    ["@trivium/", `@${scope}/`],
    ["TRIVIUM", snake(name).toUpperCase()],
    ["Trivium", title(name)],
    // Generators have one name everywhere.
    ["trivium(?=:(?:contract|method|migration|remove|service)\\b)", "trivium"],
    // A program, not a package of contracts.
    ["trivium\\.mjs", `${name}.mjs`],
    // Packages of contracts, crates in Rust code, metrics, folders of generated code.
    ["trivium(?=[._/]|::)", snake(name)],
    ["(?<=/)trivium(?![-.\\w])", snake(name)],
    ["trivium", name],
  ];
}

/** A word becomes another, in lower case, with a capital, in capitals. */
export function inEveryCase(from: string, to: string): Rule[] {
  return [
    [from, to],
    [capital(from), capital(to)],
    [from.toUpperCase(), to.toUpperCase()],
  ];
}

/** One resource, and several, become others; the longer word first, for it begins with the other. */
export function resourceRules(from: string, to: string): Rule[] {
  return [...inEveryCase(pluralOf(from), pluralOf(to)), ...inEveryCase(from, to)];
}

/** Follows rules, of which the first that fits counts. */
export function renaming(rules: readonly Rule[]): Rename {
  const any = new RegExp(rules.map(([pattern]) => `(${pattern})`).join("|"), "g");
  return (text) =>
    text.replace(any, (...found: unknown[]) => {
      const rule = found.slice(1, rules.length + 1).findIndex((group) => group !== undefined);
      return rules[rule]?.[1] ?? "";
    });
}
