import { readFileSync } from "node:fs";
import compare from "semver/functions/compare.js";
import valid from "semver/functions/valid.js";
import { type Answers, defaultsBefore } from "../answers.ts";
import { checkNames } from "../checkNames.ts";
import { BadInput } from "../failure.ts";
import { checkChoices } from "../flags.ts";

/** What a project was made from. */
export interface ProjectRecord {
  /** Of the program that made it, or updated it last. */
  readonly version: string;
  readonly answers: Answers;
}

/**
 * Reads a record.
 *
 * @param program the version of this program, which knows nothing of later ones.
 * @throws {BadInput} when there is none, or none that this program understands.
 */
export function readRecord(file: string, program: string): ProjectRecord {
  const { version, answers } = parsed(file);
  if (typeof version !== "string" || valid(version) === null) {
    throw new BadInput(`${file} does not say by which version the project was made`);
  }
  if (compare(version, program) > 0) {
    throw new BadInput(
      `${file} is of version ${version}, and this is ${program}: call npx create-trivium@${version} or a later one`,
    );
  }
  return { version, answers: answersIn(file, answers) };
}

function parsed(file: string): { version?: unknown; answers?: unknown } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new BadInput(`there is no ${file}: this is no project of create-trivium`);
  }
  try {
    return Object(JSON.parse(text)) as object;
  } catch (error) {
    throw new BadInput(`${file} is not JSON: ${(error as Error).message}`);
  }
}

/** What later versions ask for more is answered as it was before they did. */
function answersIn(file: string, given: unknown): Answers {
  const { name } = Object(given) as Partial<Answers>;
  if (typeof name !== "string") throw new BadInput(`${file} has no answers`);
  const defaults: Readonly<{ [answer: string]: unknown }> = { ...defaultsBefore(name) };
  for (const [answer, value] of Object.entries(given as object)) {
    if (!Object.hasOwn(defaults, answer)) throw new BadInput(`${file} has an unknown answer: ${answer}`);
    if (typeof value !== typeof defaults[answer]) {
      throw new BadInput(`${file} has ${answer}: ${JSON.stringify(value)}, which cannot be`);
    }
  }
  const answers = { ...defaults, ...(given as Answers) };
  checkChoices(answers);
  checkNames(answers);
  return answers;
}
