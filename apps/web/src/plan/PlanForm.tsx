import { type FormEvent, useState } from "react";
import type { Draft, Faults } from "./draft.ts";
import { type FieldName, fieldNames } from "./fields.ts";
import { PathChoices } from "./PathChoices.tsx";
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
  { legend: "Spending in retirement", names: ["monthlySpending", "yearsToCover"] },
  {
    legend: "Markets before and after retirement",
    names: ["returnBefore", "volatilityBefore", "returnAfter", "volatilityAfter", "inflation"],
  },
  { legend: "Simulation", names: ["paths", "seed"] },
];

/** The plan, to be edited and run. */
export function PlanForm({ draft, faults, busy, chance, onText, onRun, onReset }: Props) {
  // A number that is being typed is not faulty yet: it is told of when the field is left.
  const [typing, setTyping] = useState<FieldName>();
  const told = (name: FieldName) => (name === typing ? undefined : faults[name]);
  const type = (name: FieldName, text: string) => {
    if (told(name) === undefined) setTyping(name);
    onText(name, text);
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTyping(undefined);
    const faulty = fieldNames.find((name) => faults[name] !== undefined);
    if (faulty !== undefined) fieldIn(event.currentTarget, faulty)?.focus();
    else if (!busy) onRun();
  };
  return (
    <form id="plan" className="plan" aria-labelledby="plan-title" noValidate onSubmit={submit}>
      <header className="plan-head">
        <h2 id="plan-title">Plan</h2>
        <button type="button" className="quiet" onClick={onReset}>
          Reset
        </button>
      </header>
      {groups.map(({ legend, names }) => (
        <fieldset key={legend}>
          <legend>{legend}</legend>
          {names.map((name) => (
            <PlanField
              key={name}
              name={name}
              text={draft[name]}
              fault={told(name)}
              onText={type}
              onLeave={() => setTyping(undefined)}
            />
          ))}
          {names.includes("paths") && <PathChoices text={draft.paths} onText={onText} />}
        </fieldset>
      ))}
      <div className="actions">
        <p className="chance" aria-hidden="true">
          {chance}
        </p>
        <a className="quiet" href="#plan">
          Edit plan
        </a>
        {/* Never disabled: a button that is loses the keyboard, and cannot say what is wrong. */}
        <button type="submit" className="primary" aria-disabled={busy}>
          {busy ? "Running" : "Run forecast"}
        </button>
      </div>
    </form>
  );
}

function fieldIn(form: HTMLFormElement, name: FieldName): HTMLInputElement | null {
  return form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
}
