/** The HTTP shapes: one definition for validation, OpenAPI and the page's types. */
export * from "./audit.ts";
export * from "./compared.ts";
export * from "./forecast.ts";
export * from "./message.ts";
export * from "./mismatch.ts";
export * from "./plan.ts";
export * from "./preview.ts";
export * from "./problem.ts";
export * from "./ref.ts";
export * from "./result.ts";
export * from "./rollout.ts";
export * from "./schedule.ts";
export * from "./steering.ts";
