import { addLine, removeLine } from "../patch/lines.ts";
import type { Edit } from "./edit.ts";

/** What a barrel holds that exports nothing: without it, it were no module. */
const NOTHING = "export {};";
const isExport = (line: string) => line.startsWith("export ");

/** A line of a module that does nothing but export what others have. */
export function barrel(path: string, line: string): Edit {
  return {
    path,
    add: (text) => removeLine(addLine(text, line, isExport), NOTHING),
    remove: (text) => {
      const rest = removeLine(text, line);
      return rest.split("\n").some(isExport) ? rest : addLine(rest, NOTHING, isExport);
    },
  };
}
