import { type Static, Type } from "typebox";

const fraction = Type.Number({ minimum: 0, maximum: 1 });
const milliseconds = Type.Number({ minimum: 0, description: "Unit: milliseconds." });

/** Balances at the end of one year, in today's money. */
export const Year = Type.Object({
  p5: Type.Number(),
  p25: Type.Number(),
  p50: Type.Number(),
  p75: Type.Number(),
  p95: Type.Number(),
  depleted: Type.Number({ minimum: 0, maximum: 1, description: "Share of paths with nothing left." }),
});
export type Year = Static<typeof Year>;

/** What one build computed of a run. */
export const Contribution = Type.Object({
  implementation: Type.String(),
  buildId: Type.String(),
  instructionSet: Type.String(),
  shards: Type.Integer(),
  paths: Type.Integer(),
  computeMs: milliseconds,
});
export type Contribution = Static<typeof Contribution>;

/** What the simulated paths say. In lists, `years` is empty. */
export const Result = Type.Object(
  {
    paths: Type.Integer(),
    success: Type.Object(
      { estimate: fraction, low: fraction, high: fraction },
      { description: "Chance that the money lasts, with its 95 % Wilson score interval." },
    ),
    years: Type.Array(Year),
    checksum: Type.String({
      pattern: "^[0-9a-f]{16}$",
      description: "The same for the same plan, paths and seed, whoever computed it.",
    }),
    contributions: Type.Array(Contribution),
    timing: Type.Object({ queuedMs: milliseconds, runningMs: milliseconds }),
  },
  { $id: "Result" },
);
export type Result = Static<typeof Result>;
