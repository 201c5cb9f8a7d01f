import type { Definition } from "./definitions.ts";

/** How code that uses something of the contracts can be told: it has both of these somewhere. */
export interface Spelling {
  /** The generated module that it comes from. */
  readonly module: RegExp;
  /** Its name. */
  readonly name: RegExp;
}

/**
 * How TypeScript, Go and Rust spell a definition. A name may stand within a longer one, as
 * generated names do (`NewOrderServiceClient`, `Order_Kind`, `orderFromJSON`): rather one user
 * too many than one too few.
 */
export function spellingOf({ name, package: path }: Definition): Spelling {
  const words = name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z\d]+/g) ?? [name];
  const upper = words.map(capital).join("");
  const lower = `${upper[0]?.toLowerCase()}${upper.slice(1)}`;
  const snake = words.join("_").toLowerCase();
  return {
    module: moduleOf(path),
    name: new RegExp(
      `(${name}|${upper})(?![a-z])|\\b${lower}(From|To)[A-Z]|\\b${snake}(\\s*::|_client|_server)`,
    ),
  };
}

/**
 * How TypeScript, Go and Rust spell a package of contracts. The project's own name, which
 * begins it, is not in the paths that TypeScript and Rust import.
 */
export function moduleOf(path: string): RegExp {
  const parts = path.split(".");
  const told = parts.length > 2 ? parts.slice(1) : parts;
  return new RegExp(`\\b${told.join("(?:[./]|::\\{?)")}\\b`);
}

const capital = (word: string) => `${word[0]?.toUpperCase()}${word.slice(1).toLowerCase()}`;
