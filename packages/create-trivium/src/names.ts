import { nameFault, pluralOf, suggested, wordFault } from "trivium/names";
import type { Answers } from "./answers.ts";
import type { Choice } from "./choices.ts";

/** What is wrong with a name, and one like it that is not. */
export interface NameFault {
  readonly answer: Exclude<keyof Answers, Choice>;
  readonly given: string;
  readonly expected: string;
  readonly suggestion?: string;
}

const MODULE = /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/[A-Za-z0-9][A-Za-z0-9._-]*)+$/;

function moduleFault(given: string): string | undefined {
  if (given.length > 200) return "must have at most 200 characters";
  if (!MODULE.test(given)) return "must be a host and a path, such as github.com/acme/shop";
  if (given.split("/").some((part) => part.endsWith("."))) return "must have no part that ends in a dot";
  return undefined;
}

/** Every fault of the names in answers: each must be legal in TypeScript, Go, Rust and npm at once. */
export function faultsOf(answers: Answers): NameFault[] {
  return [
    ...check("name", answers.name, nameFault, "-"),
    ...(answers.scope === answers.name ? [] : check("scope", answers.scope, nameFault, "-")),
    ...check("module", answers.module, moduleFault),
    ...check("goService", answers.goService, wordFault, ""),
    ...check("rustService", answers.rustService, wordFault, ""),
    ...check("resource", answers.resource, wordFault, ""),
    ...clashes(answers),
  ];
}

function check(
  answer: NameFault["answer"],
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
