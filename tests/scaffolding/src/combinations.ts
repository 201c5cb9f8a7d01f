import type { Answers, Licence } from "create-trivium/answers";
import { CHOICE_NAMES, CHOICES, type Choices, everyChoice } from "create-trivium/choices";

/** What a project has of all that can be chosen, and its licence. */
export interface Combination extends Choices {
  readonly licence: Licence;
}

const BOTH = [true, false];
const LICENCES: readonly Licence[] = ["Apache-2.0", "none"];

/** All that there are. */
export const COMBINATIONS: readonly Combination[] = BOTH.flatMap((page) =>
  BOTH.flatMap((postgres) =>
    BOTH.flatMap((kubernetes) =>
      BOTH.flatMap((migrationKit) =>
        LICENCES.map((licence) => ({ page, postgres, kubernetes, migrationKit, licence })),
      ),
    ),
  ),
);

const combination = (licence: Licence, ...chosen: readonly (keyof Choices)[]): Combination => ({
  ...everyChoice((choice) => chosen.includes(choice)),
  licence,
});

/** Everything chosen. */
export const ALL: Combination = { ...everyChoice(() => true), licence: "Apache-2.0" };

/** What one gets without flags; project.test.ts has it. */
export const DEFAULT = combination("Apache-2.0", "page");
/** What the guide chooses; guide.test.ts has it. */
export const GUIDE = combination("Apache-2.0", "page", "kubernetes", "migrationKit");
/** With those two so few that every two choices are met together in one of them. A licence changes no code. */
export const OTHERS: readonly Combination[] = [
  combination("Apache-2.0", "postgres", "migrationKit"),
  combination("Apache-2.0", "page", "postgres", "kubernetes"),
  combination("none", "kubernetes"),
];

/** Every two choices that are met together in one of these. */
export function pairsIn(combinations: readonly Combination[]): Set<string> {
  const pairs = combinations.flatMap((one) => {
    const answers = CHOICE_NAMES.map((choice) => `${choice} ${one[choice]}`);
    return answers.flatMap((answer, index) => answers.slice(index + 1).map((other) => `${answer}, ${other}`));
  });
  return new Set(pairs);
}

/** A combination in the words of the command line. */
export function flagsOf({ licence, ...choices }: Pick<Answers, keyof Combination>): string {
  const chosen = CHOICE_NAMES.filter((choice) => choices[choice]).map((choice) => CHOICES[choice].flag);
  return [...chosen, `licence ${licence}`].join(", ");
}
