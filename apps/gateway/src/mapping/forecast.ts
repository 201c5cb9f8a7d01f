import type { Forecast as ForecastMessage, Running } from "@trivium/contracts/forecast/v1/forecast";
import type { Forecast } from "../schemas/index.ts";
import { planOf } from "./plan.ts";
import { resultOf } from "./result.ts";
import { milliseconds, timeText } from "./time.ts";

type State<Name extends Forecast["state"]> = Omit<
  Extract<Forecast, { state: Name }>,
  "id" | "plan" | "createTime" | "revision"
>;

/** A run as callers see it. */
export function forecastOf(message: ForecastMessage): Forecast {
  const common = {
    id: message.id,
    plan: planOf(message.plan),
    createTime: timeText(message.createTime),
    revision: Number(message.revision),
  };
  const { state } = message;
  switch (state?.$case) {
    case undefined:
    case "queued":
      return { ...common, state: "queued" };
    case "running":
      return { ...common, ...runningOf(state.value) };
    case "succeeded": {
      const { result, endTime } = state.value;
      if (result === undefined) throw new Error("a run that succeeded without a result");
      return { ...common, state: "succeeded", result: resultOf(result), endTime: timeText(endTime) };
    }
    case "failed": {
      const { reason, description, endTime } = state.value;
      return { ...common, state: "failed", failure: { reason, description }, endTime: timeText(endTime) };
    }
    case "cancelled":
      return { ...common, state: "cancelled", endTime: timeText(state.value.endTime) };
    default:
      return state satisfies never;
  }
}

function runningOf({ progress, partial, waitingFor }: Running): State<"running"> {
  const timeLeft = progress?.timeLeft;
  return {
    state: "running",
    progress: {
      pathsDone: Number(progress?.pathsDone ?? 0n),
      pathsTotal: Number(progress?.pathsTotal ?? 0n),
      pathsPerSecond: progress?.pathsPerSecond ?? 0,
      ...(timeLeft === undefined ? {} : { timeLeftMs: milliseconds(timeLeft) }),
    },
    ...(partial === undefined ? {} : { partial: resultOf(partial) }),
    ...(waitingFor === "" ? {} : { waitingFor }),
  };
}

/** Whether a run never changes again. */
export function isFinal(forecast: Forecast): boolean {
  return forecast.state !== "queued" && forecast.state !== "running";
}
