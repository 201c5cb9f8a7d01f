import type { Edge } from "./edge.ts";
import { goEdges } from "./go.ts";
import { mentionEdges } from "./mentions.ts";
import { rustEdges } from "./rust.ts";
import { typescriptEdges } from "./typescript.ts";

const go = goEdges();
const rust = rustEdges();
const typescript = typescriptEdges();

/** What packages need, by their code alone: what the package.json files say has no part in it. */
export const edges: readonly Edge[] = [...go, ...rust, ...typescript, ...mentionEdges()].filter(
  ({ from, to }) => from !== to,
);

const inTypescript = new Set(typescript.map(({ from }) => from));
const inOthers = new Set([...go, ...rust].map(({ from }) => from));

/** Those by which a package is compiled: what TypeScript needs of Go and Rust are programs to run. */
export const sourceEdges: readonly Edge[] = edges.filter(
  ({ from, to }) => !(inTypescript.has(from) && inOthers.has(to)),
);
