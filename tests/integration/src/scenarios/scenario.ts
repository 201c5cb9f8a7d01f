import type { Stack } from "@trivium/stack";
import type { Client } from "../client.ts";

/** What a scenario plays on. */
export interface Setting {
  readonly stack: Stack;
  readonly client: Client;
}

/** Declares tests; the setting is there by the time they run. */
export type Scenario = (setting: () => Setting) => void;
