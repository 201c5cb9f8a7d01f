import { planBounds } from "@trivium/contracts/forecast/v1/bounds";
import { type FieldName, fields } from "./fields.ts";

/** A value read from text, or what was expected instead. */
export type Reading<T> = { ok: true; value: T } | { ok: false; expected: string };

const maxSeed = 2n ** 64n - 1n;
const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 10 });

/** The value of a field, as text for people: grouped, percent fields in percent. */
export function write(name: FieldName, value: number | string): string {
  if (typeof value === "string") return value;
  return grouped.format(fields[name].notation === "percent" ? value * 100 : value);
}

/** Reads what a person typed; spaces, grouping commas and a percent sign are forgiven. */
export function read(name: FieldName, text: string): Reading<number | string> {
  const bare = text.replace(/[\s,%_]/g, "");
  return name === "seed" ? readSeed(bare) : readNumber(name, bare);
}

function readSeed(bare: string): Reading<string> {
  if (!/^[0-9]{1,20}$/.test(bare) || BigInt(bare) > maxSeed) {
    return { ok: false, expected: "A whole number from 0 to 2⁶⁴ − 1" };
  }
  return { ok: true, value: BigInt(bare).toString() };
}

function readNumber(name: Exclude<FieldName, "seed">, bare: string): Reading<number> {
  const { notation } = fields[name];
  const { min, max } = planBounds[name];
  const typed = /^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$/.test(bare.replace("−", "-"))
    ? Number(bare.replace("−", "-"))
    : Number.NaN;
  const value = notation === "percent" ? fraction(typed) : typed;
  const fits = value >= min && value <= max && (notation !== "whole" || Number.isInteger(value));
  return fits ? { ok: true, value } : { ok: false, expected: range(name, notation) };
}

/** Percent to fraction without the noise of binary division: 7 is 0.07. */
function fraction(percent: number): number {
  return Number((percent / 100).toFixed(12));
}

function range(name: Exclude<FieldName, "seed">, notation: string): string {
  const { min, max } = planBounds[name];
  const kind = notation === "whole" ? "A whole number" : "A number";
  const unit = notation === "percent" ? " %" : "";
  return `${kind} from ${write(name, min)} to ${write(name, max)}${unit}`;
}
