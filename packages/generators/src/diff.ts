import { createTwoFilesPatch } from "diff";
import type { Change } from "./draft.ts";

const NOWHERE = "/dev/null";

/** The changes as git and patch read them. */
export function unifiedDiff(changes: readonly Change[]): string {
  return changes
    .map(({ path, before, after }) =>
      createTwoFilesPatch(
        before === null ? NOWHERE : `a/${path}`,
        after === null ? NOWHERE : `b/${path}`,
        before ?? "",
        after ?? "",
        undefined,
        undefined,
        { context: 3 },
      ).replace(/^=+\n/, ""),
    )
    .join("");
}
