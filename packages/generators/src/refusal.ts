/** Why something cannot be done: every reason that there is. Nothing has been changed. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reasons: readonly string[];

  constructor(...reasons: readonly string[]) {
    super(reasons.join("\n"));
    this.reasons = reasons;
  }
}

/** Takes all steps, whatever others refuse. @throws {Refusal} with the reasons of every step that refused. */
export function allOf(steps: readonly (() => unknown)[]): void {
  const reasons = steps.flatMap((step) => {
    try {
      step();
      return [];
    } catch (error) {
      if (error instanceof Refusal) return error.reasons;
      throw error;
    }
  });
  if (reasons.length > 0) throw new Refusal(...new Set(reasons));
}
