/** What of this gateway is its own, beside its backends, routes, mappings and schemas. */

import { resolve } from "node:path";

/** The head of its OpenAPI document. */
export const info = {
  title: "Trivium",
  description: "Will the money last? Monte Carlo forecasts.",
};

/** Folder of the built page, from here and from the bundle. */
export const pageFolder: string | undefined = resolve(import.meta.dirname, "../../web/dist");

/** What the page's scripts may do: it compiles WebAssembly, for previews; text is never run as a program. */
export const scriptSources: readonly string[] = ["'wasm-unsafe-eval'"];
