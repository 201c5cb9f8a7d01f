import type { Part } from "./part.ts";

/** What moves a hot path from Go to Rust with proof at every step. */
export const migrationKit: Part = { copied: [] };
