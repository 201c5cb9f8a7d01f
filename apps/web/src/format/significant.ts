/** A number without more digits than a measurement is worth: three. */
export function significant(value: number): number {
  return Number(value.toPrecision(3));
}
