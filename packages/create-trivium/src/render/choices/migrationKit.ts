import type { Part } from "./part.ts";

export const migrationKit: Part = {
  copied: [],
  fit: () => {},
};
