import { type Static, Type } from "typebox";
import { Plan } from "./plan.ts";
import { ref } from "./ref.ts";
import { Result } from "./result.ts";

const time = Type.String({ format: "date-time" });

const common = {
  id: Type.String({ format: "uuid" }),
  plan: ref(Plan),
  createTime: time,
  revision: Type.Integer({ minimum: 0, description: "Grows with every change of this run." }),
};

/** How far a run is. */
export const Progress = Type.Object({
  pathsDone: Type.Integer(),
  pathsTotal: Type.Integer(),
  pathsPerSecond: Type.Number({ description: "0 when unknown." }),
  timeLeftMs: Type.Optional(Type.Number()),
});
export type Progress = Static<typeof Progress>;

const Queued = Type.Object({ ...common, state: Type.Literal("queued") });

const Running = Type.Object({
  ...common,
  state: Type.Literal("running"),
  progress: Progress,
  partial: Type.Optional(ref(Result)),
  waitingFor: Type.Optional(Type.String({ description: "Why nothing moves at present." })),
});

const Succeeded = Type.Object({
  ...common,
  state: Type.Literal("succeeded"),
  result: ref(Result),
  endTime: time,
});

const Failed = Type.Object({
  ...common,
  state: Type.Literal("failed"),
  failure: Type.Object({ reason: Type.String(), description: Type.String() }),
  endTime: time,
});

const Cancelled = Type.Object({ ...common, state: Type.Literal("cancelled"), endTime: time });

/** One run of a plan, by state. A succeeded run never changes. */
export const Forecast = Type.Union([Queued, Running, Succeeded, Failed, Cancelled], { $id: "Forecast" });
export type Forecast = Static<typeof Forecast>;

/** A page of runs, newest first; their results lack the years. */
export const ForecastPage = Type.Object(
  {
    forecasts: Type.Array(ref(Forecast)),
    nextCursor: Type.Optional(Type.String({ description: "Absent on the last page." })),
  },
  { $id: "ForecastPage" },
);
export type ForecastPage = Static<typeof ForecastPage>;
