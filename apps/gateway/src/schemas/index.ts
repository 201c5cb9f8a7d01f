/** The HTTP shapes: one definition for validation, OpenAPI and the page's types. */
export * from "./forecast.ts";
export * from "./plan.ts";
export * from "./preview.ts";
export * from "./problem.ts";
export * from "./ref.ts";
export * from "./result.ts";
