import type { Call, Option } from "../command.ts";
import { EXIT } from "../exit.ts";
import { Fault } from "../fault.ts";

/** Options of lists that come in pages. */
export const paging: Readonly<Record<string, Option>> = {
  limit: { value: "N", help: "entries of a page, 1 to 100; 20 by default" },
  cursor: { value: "C", help: "the page behind another, as that one says" },
};

/** A page of a list. */
export function page<T>({ gateway, options: { limit, cursor } }: Call, path: string): Promise<T> {
  if (limit !== undefined && !/^([1-9][0-9]?|100)$/.test(limit)) {
    throw new Fault("--limit must be a whole number from 1 to 100", EXIT.usage);
  }
  const query = new URLSearchParams(Object.entries({ limit, cursor }).filter(hasValue));
  return gateway.get<T>(`${path}?${query.toString()}`);
}

const hasValue = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined;

/** How to see the next page, if there is one. */
export function next(command: string, cursor: string | undefined): string {
  return cursor === undefined ? "" : `\n\nmore: npx trivium rollout ${command} --cursor ${cursor}`;
}
