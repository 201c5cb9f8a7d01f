import { builtinModules } from "node:module";
import type { Answers } from "./answers.ts";
import { reservedBy } from "./reserved.ts";

/** What is wrong with a name, and one like it that is not. */
export interface NameFault {
  readonly answer: keyof Answers;
  readonly given: string;
  readonly expected: string;
  readonly suggestion?: string;
}

const MAX_LENGTH = 40;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const WORD = /^[a-z][a-z0-9]*$/;
const MODULE = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/;

/** Names of npm packages that would be mistaken for something else. */
const NPM_RESERVED = new Set(["node-modules", "favicon-ico", "npm", ...builtinModules]);

/** What is wrong with a project's name, or an npm scope. */
function nameFault(given: string): string | undefined {
  if (given.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  if (!NAME.test(given)) return "must be lower-case letters and digits, in words parted by single dashes";
  if (NPM_RESERVED.has(given)) return "is taken by npm or Node";
  return reservedBy(given);
}

/** What is wrong with the name of a service or a resource. */
function wordFault(given: string): string | undefined {
  if (given.length < 2 || given.length > MAX_LENGTH) return `must have 2 to ${MAX_LENGTH} characters`;
  if (!WORD.test(given)) return "must be one word of lower-case letters and digits that begins with a letter";
  return reservedBy(given);
}

function moduleFault(given: string): string | undefined {
  if (given.length > 200) return "must have at most 200 characters";
  if (!MODULE.test(given)) return "must be a host and a path, such as github.com/acme/shop";
  if (given.split("/").some((part) => part.endsWith("."))) return "must have no part that ends in a dot";
  return undefined;
}

/** A name like the given one that is legal; nothing when none comes to mind. */
function suggested(
  given: string,
  faultOf: (text: string) => string | undefined,
  joint: string,
): string | undefined {
  const plain = given.normalize("NFKD").replaceAll(/\p{Mark}/gu, "");
  const words = plain
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const joined = words
    .join(joint)
    .replace(/^[0-9-]+/, "")
    .slice(0, MAX_LENGTH)
    .replace(/-+$/, "");
  return [joined, `${joined}${joint}app`, `my${joint}${joined}`].find((text) => faultOf(text) === undefined);
}

/** Every fault of the names in answers: each must be legal in TypeScript, Go, Rust and npm at once. */
export function faultsOf(answers: Answers): NameFault[] {
  return [
    ...check("name", answers.name, nameFault, "-"),
    ...check("scope", answers.scope, nameFault, "-"),
    ...check("module", answers.module, moduleFault),
    ...check("goService", answers.goService, wordFault, ""),
    ...check("rustService", answers.rustService, wordFault, ""),
    ...check("resource", answers.resource, wordFault, ""),
    ...clashes(answers),
  ];
}

function check(
  answer: keyof Answers,
  given: string,
  faultOf: (text: string) => string | undefined,
  joint?: string,
): NameFault[] {
  const expected = faultOf(given);
  if (expected === undefined) return [];
  const suggestion = joint === undefined ? undefined : suggested(given, faultOf, joint);
  return [{ answer, given, expected, ...(suggestion === undefined ? {} : { suggestion }) }];
}

/** Names that would meet in one folder, contract or type. */
function clashes({ goService, rustService, resource }: Answers): NameFault[] {
  const seen = new Map<string, string>();
  return (
    [
      ["goService", goService],
      ["rustService", rustService],
      ["resource", resource],
    ] as const
  ).flatMap(([answer, given]) => {
    const other = seen.get(given) ?? seen.get(pluralOf(given));
    seen.set(given, answer).set(pluralOf(given), answer);
    return other === undefined ? [] : [{ answer, given, expected: `must differ from ${other}` }];
  });
}

/** The plural of a resource's name, as it stands in addresses. */
export function pluralOf(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
