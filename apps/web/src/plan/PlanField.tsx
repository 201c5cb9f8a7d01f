import { type FocusEvent, type KeyboardEvent, useId } from "react";
import { stepped } from "./draft.ts";
import { type Field, type FieldName, fields } from "./fields.ts";
import { read, write } from "./notation.ts";
import { PlanSlider } from "./PlanSlider.tsx";

interface Props {
  readonly name: FieldName;
  readonly text: string;
  readonly fault: string | undefined;
  readonly onText: (name: FieldName, text: string) => void;
  /** The field was left, but not for the button that submits: that one tells of faults by itself. */
  readonly onLeave: () => void;
}

const keySteps: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** One field: text with a label, a unit, and what is expected of it when it is faulty. */
export function PlanField({ name, text, fault, onText, onLeave }: Props) {
  const id = useId();
  const { label, notation, suffix, slider }: Field = fields[name];
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = keySteps[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    onText(name, stepped(name, text, steps));
  };
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    const reading = read(name, text);
    if (reading.ok && write(name, reading.value) !== text) onText(name, write(name, reading.value));
    // A fault takes room: the button would slip away from under the pointer that presses it.
    if (!(relatedTarget instanceof HTMLButtonElement && relatedTarget.type === "submit")) onLeave();
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="box">
        <input
          id={id}
          name={name}
          value={text}
          inputMode={notation === "whole" || notation === "key" ? "numeric" : "decimal"}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={fault !== undefined}
          aria-describedby={`${id}-unit ${id}-fault`}
          onChange={(event) => onText(name, event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={onBlur}
        />
        <span id={`${id}-unit`} className="unit">
          {suffix}
        </span>
      </div>
      {slider && <PlanSlider name={name} range={slider} text={text} onText={onText} />}
      <p id={`${id}-fault`} className="fault" aria-live="polite">
        {fault}
      </p>
    </div>
  );
}
