import type { CSSProperties } from "react";
import { shown, slid } from "./draft.ts";
import { type FieldName, fields } from "./fields.ts";

interface Props {
  readonly name: FieldName;
  /** In the unit shown. */
  readonly range: readonly [min: number, max: number];
  readonly text: string;
  readonly onText: (name: FieldName, text: string) => void;
}

/** Changes a field by dragging. The keyboard does the same in the field itself, so it passes by here. */
export function PlanSlider({ name, range: [min, max], text, onText }: Props) {
  const { label, step } = fields[name];
  // While the text is no number, the thumb stands at the beginning.
  const value = Math.min(Math.max(shown(name, text) ?? min, min), max);
  const style = { "--share": (value - min) / (max - min) } as CSSProperties;
  return (
    <input
      type="range"
      className="slider"
      tabIndex={-1}
      aria-label={label}
      aria-valuetext={text}
      min={min}
      max={max}
      step={step}
      value={value}
      style={style}
      onChange={(event) => onText(name, slid(name, event.target.valueAsNumber))}
    />
  );
}
