import { type Static, Type } from "typebox";

/** Which page of a list, as callers ask for it. */
export const PageQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 255, description: "The nextCursor of the page before." })),
  limit: Type.Optional(
    Type.String({ pattern: "^([1-9][0-9]?|100)$", description: "1 to 100; 20 by default." }),
  ),
});

/** The same as services are asked for it. */
export function pageAsked({ cursor = "", limit = "0" }: Static<typeof PageQuery>) {
  return { pageSize: Number(limit), pageToken: cursor };
}

/** The way to the next page, if there is one. */
export function cursorTo(nextPageToken: string): { nextCursor?: string } {
  return nextPageToken === "" ? {} : { nextCursor: nextPageToken };
}
