import { builtinModules } from "node:module";
import { reservedBy } from "./reserved.ts";

const MAX_LENGTH = 40;
const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const WORD = /^[a-z][a-z0-9]*$/;
const METHOD = /^([A-Z][a-z0-9]+)+$/;

/** Names of npm packages that would be mistaken for something else. */
const NPM_RESERVED = new Set(["node-modules", "favicon-ico", "npm", ...builtinModules]);

/** What is wrong with a project's name, or an npm scope; nothing when it is legal in all languages and npm. */
export function nameFault(given: string): string | undefined {
  if (given.length > MAX_LENGTH) return `must have at most ${MAX_LENGTH} characters`;
  if (!NAME.test(given)) return "must be lower-case letters and digits, in words parted by single dashes";
  if (NPM_RESERVED.has(given)) return "is taken by npm or Node";
  return reservedBy(given);
}

/** What is wrong with the name of a service, a contract or a resource; nothing when it is legal. */
export function wordFault(given: string): string | undefined {
  if (given.length < 2 || given.length > MAX_LENGTH) return `must have 2 to ${MAX_LENGTH} characters`;
  if (!WORD.test(given)) return "must be one word of lower-case letters and digits that begins with a letter";
  return reservedBy(given);
}

/** What is wrong with the name of a method; nothing when it is legal. */
export function methodFault(given: string): string | undefined {
  if (given.length < 2 || given.length > MAX_LENGTH) return `must have 2 to ${MAX_LENGTH} characters`;
  if (!METHOD.test(given)) return "must be letters and digits, and begin with a capital, such as ListPrices";
  return reservedBy(given[0]?.toLowerCase() + given.slice(1));
}

/** A name like the given one that is legal, its words joined so; nothing when none comes to mind. */
export function suggested(
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

/** The plural of a resource's name, as it stands in addresses. */
export function pluralOf(word: string): string {
  if (/(s|x|z|ch|sh)$/.test(word)) return `${word}es`;
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ies` : `${word}s`;
}
