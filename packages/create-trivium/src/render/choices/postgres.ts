import type { Part } from "./part.ts";

export const postgres: Part = {
  copied: [],
  fit: () => {},
};
