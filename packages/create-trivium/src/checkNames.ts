import type { Answers } from "./answers.ts";
import { BadInput } from "./failure.ts";
import { FLAGS } from "./flags.ts";
import { faultsOf } from "./names.ts";

/** @throws {BadInput} with every faulty name. */
export function checkNames(answers: Answers): void {
  const lines = faultsOf(answers).map(({ answer, given, expected, suggestion }) => {
    const what = answer === "name" ? "the folder's name" : `--${FLAGS[answer].flag}`;
    const shown = given.length > 60 ? `${given.slice(0, 60)}...` : given;
    const instead = suggestion === undefined ? "" : `; what about ${suggestion}?`;
    return `${what} ${expected}, but is ${JSON.stringify(shown)}${instead}`;
  });
  if (lines.length > 0) throw new BadInput(lines.join("\n"));
}
