import { describe } from "vitest";
import { playAnswers } from "../answers.ts";
import { cancellation } from "./cancellation.ts";
import { idempotency } from "./idempotency.ts";
import { input } from "./input.ts";
import { kills } from "./kills.ts";
import { oracle } from "./oracle.ts";
import { resumption } from "./resumption.ts";
import type { Setting } from "./scenario.ts";
import { steering } from "./steering.ts";
import { waiting } from "./waiting.ts";

export type { Scenario, Setting } from "./scenario.ts";

const scenarios = { oracle, idempotency, resumption, cancellation, kills, waiting, input, steering };

/** Declares every scenario that any stack must pass. */
export function playScenarios(setting: () => Setting): void {
  for (const [name, scenario] of Object.entries(scenarios)) describe(name, () => scenario(setting));
  playAnswers(() => setting().stack);
}
