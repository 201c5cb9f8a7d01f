import type { Edge } from "./edge.ts";
import { goGraph } from "./go.ts";
import { mentionEdges } from "./mentions.ts";
import { rustGraph } from "./rust.ts";
import { serviceEdges } from "./services.ts";
import { typescriptEdges } from "./typescript.ts";

const go = goGraph();
const rust = rustGraph();

/** What packages need, by their code alone: what the package.json files say has no part in it. */
export const edges: readonly Edge[] = [
  ...go.edges,
  ...rust.edges,
  ...typescriptEdges(),
  ...mentionEdges(),
  ...serviceEdges(),
].filter(({ from, to }) => from !== to);

const programs = new Set([...go.programs, ...rust.programs]);

/** Those by which a package is compiled, or read by its linters: of a program others see what it does. */
export const sourceEdges: readonly Edge[] = edges.filter(({ to }) => !programs.has(to));
