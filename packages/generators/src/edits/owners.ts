import { addLine } from "../patch/lines.ts";
import type { EditsOf } from "./edit.ts";

/** Who answers for a service: at first those who answer for everything. */
export const owners: EditsOf = ({ folder }) => [
  {
    path: ".github/CODEOWNERS",
    optional: true,
    add: (text) => {
      const [, everyone = ""] = /^\*\s+(.*)$/m.exec(text) ?? [];
      return addLine(text, `/${folder}/ ${everyone}`, (line) => line.startsWith("/services-"));
    },
    remove: (text) => text.replace(new RegExp(`^/${folder}/ .*\\n`, "m"), ""),
  },
];
