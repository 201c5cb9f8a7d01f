import type { Answer, Refusal, Vector } from "./cases.ts";

/** The first field in which an answer differs. */
export interface Difference {
  readonly case: string;
  /** Path of the field, such as `years[3]`. */
  readonly field: string;
  readonly expected: string;
  readonly found: string;
}

const fields = ["first_path_final", "first_path_lowest", "depleted_paths", "checksum"] as const;

/** The first difference between a known answer and an implementation's, or nothing. */
export function firstDifference(known: Vector, found: Answer | Refusal | undefined): Difference | undefined {
  const differs = (field: string, expected: unknown, value: unknown): Difference => ({
    case: known.name,
    field,
    expected: JSON.stringify(expected),
    found: JSON.stringify(value) ?? "nothing",
  });
  if (found === undefined) return differs("answer", "one", undefined);
  if ("error" in found) return differs("error", [], found.error);
  for (const field of fields) {
    if (known[field] !== undefined && known[field] !== found[field])
      return differs(field, known[field], found[field]);
  }
  for (let year = 0; year < Math.max(known.years.length, found.years.length); year++) {
    const [expected, value] = [known.years[year], found.years[year]];
    if (JSON.stringify(expected) !== JSON.stringify(value)) return differs(`years[${year}]`, expected, value);
  }
  return undefined;
}
