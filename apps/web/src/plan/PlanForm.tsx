import type { FormEvent } from "react";
import { count } from "../format/amount.ts";
import type { Draft, Faults } from "./draft.ts";
import type { FieldName } from "./fields.ts";
import { PlanField } from "./PlanField.tsx";

interface Props {
  readonly draft: Draft;
  readonly faults: Faults;
  readonly busy: boolean;
  /** The chance of success as it stands, repeated beside the button on a phone. */
  readonly chance: string;
  readonly onText: (name: FieldName, text: string) => void;
  readonly onRun: () => void;
  readonly onReset: () => void;
}

const groups: readonly { legend: string; names: readonly FieldName[] }[] = [
  { legend: "Saving", names: ["initialBalance", "monthlySaving", "savingGrowth", "yearsUntilRetirement"] },
  { legend: "Retirement", names: ["monthlySpending", "yearsToCover"] },
  {
    legend: "Markets before and after retirement",
    names: ["returnBefore", "volatilityBefore", "returnAfter", "volatilityAfter", "inflation"],
  },
  { legend: "Simulation", names: ["paths", "seed"] },
];

const pathChoices = [10_000, 100_000, 1_000_000, 10_000_000];

/** The plan, to be edited and run. */
export function PlanForm({ draft, faults, busy, chance, onText, onRun, onReset }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun();
  };
  return (
    <form id="plan" className="plan" aria-label="Plan" noValidate onSubmit={submit}>
      {groups.map(({ legend, names }) => (
        <fieldset key={legend}>
          <legend>{legend}</legend>
          {names.map((name) => (
            <PlanField key={name} name={name} text={draft[name]} fault={faults[name]} onText={onText} />
          ))}
          {names.includes("paths") && <PathChoices text={draft.paths} onText={onText} />}
        </fieldset>
      ))}
      <div className="actions">
        <p className="chance" aria-hidden="true">
          {chance}
        </p>
        <button type="submit" className="primary" disabled={busy || Object.keys(faults).length > 0}>
          {busy ? "Running" : "Run forecast"}
        </button>
        <button type="button" className="quiet" onClick={onReset}>
          Reset
        </button>
      </div>
    </form>
  );
}

function PathChoices({ text, onText }: { readonly text: string; readonly onText: Props["onText"] }) {
  return (
    <fieldset className="choices">
      <legend className="unseen">Usual numbers of random futures</legend>
      {pathChoices.map((paths) => (
        <button
          key={paths}
          type="button"
          aria-pressed={text === count(paths)}
          onClick={() => onText("paths", count(paths))}
        >
          {paths < 1_000_000 ? `${paths / 1000}k` : `${paths / 1_000_000}m`}
        </button>
      ))}
    </fieldset>
  );
}
