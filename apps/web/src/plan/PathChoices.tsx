import { count, shortAmount } from "../format/amount.ts";
import type { FieldName } from "./fields.ts";

interface Props {
  readonly text: string;
  readonly onText: (name: FieldName, text: string) => void;
}

const choices = [10_000, 100_000, 1_000_000, 10_000_000];

/** Usual numbers of paths, one press away. */
export function PathChoices({ text, onText }: Props) {
  return (
    <fieldset className="choices">
      <legend className="unseen">Usual numbers of random futures</legend>
      {choices.map((paths) => (
        <button
          key={paths}
          type="button"
          aria-pressed={text === count(paths)}
          onClick={() => onText("paths", count(paths))}
        >
          {shortAmount(paths)}
        </button>
      ))}
    </fieldset>
  );
}
