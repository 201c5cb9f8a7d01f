// Runs every implementation that is present against a vectors file:
//
//   npm run conformance -- [--vectors FILE]... [--require rust,go,typescript] [--json]
//
// FILE may be a folder of such files. Without any: vectors.json and promoted/.
//
// Exit code 0: all agree. 1: a difference, or a required implementation is absent.
// 2: wrong use, or a file that cannot be read.

import { parseArgs } from "node:util";
import { KNOWN, PROMOTED, readVectors, type Vector } from "./cases.ts";
import { type Difference, firstDifference } from "./compare.ts";
import { type Implementation, implementations, label } from "./implementations.ts";

interface Row {
  implementation: string;
  label: string;
  present: boolean;
  passed: number;
  cases: number;
  milliseconds: number;
  difference?: Difference;
  note?: string;
}

async function rowOf(implementation: Implementation, vectors: readonly Vector[]): Promise<Row> {
  const row = {
    implementation: implementation.name,
    label: label(implementation),
    cases: vectors.length,
    passed: 0,
    milliseconds: 0,
  };
  if (!implementation.present) {
    return { ...row, present: false, note: `absent; build it with: ${implementation.build}` };
  }
  const start = performance.now();
  const answers = await implementation.run(vectors);
  const milliseconds = Math.round(performance.now() - start);
  const differences = vectors.map((vector, index) => firstDifference(vector, answers[index]));
  const first = differences.find((difference) => difference !== undefined);
  const passed = differences.filter((difference) => difference === undefined).length;
  return {
    ...row,
    present: true,
    passed,
    milliseconds,
    ...(first === undefined ? {} : { difference: first }),
  };
}

function print(rows: readonly Row[]): void {
  console.log(`${"implementation".padEnd(16)}${"passed".padEnd(12)}${"ms".padEnd(8)}first difference`);
  for (const row of rows) {
    const passed = row.present ? `${row.passed} of ${row.cases}` : "-";
    const { difference } = row;
    const remark = difference === undefined ? (row.note ?? "none") : describe(difference);
    console.log(row.label.padEnd(16) + passed.padEnd(12) + String(row.milliseconds).padEnd(8) + remark);
  }
}

function describe({ case: name, field, expected, found }: Difference): string {
  return `${field} of "${name}": expected ${expected}, found ${found}`;
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      vectors: { type: "string", multiple: true, default: [KNOWN, PROMOTED] },
      require: { type: "string", default: "" },
      json: { type: "boolean", default: false },
    },
  });
  const required = values.require.split(",").filter((name) => name !== "");
  const unknown = required.find((name) => !implementations.some((known) => known.name === name));
  if (unknown !== undefined) throw new Error(`no implementation is called ${unknown}`);
  return { vectors: values.vectors.flatMap(readVectors), required, json: values.json };
}

let given: ReturnType<typeof readArguments>;
try {
  given = readArguments();
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}
const rows = await Promise.all(implementations.map((implementation) => rowOf(implementation, given.vectors)));
if (given.json) console.log(JSON.stringify(rows, null, 2));
else print(rows);
const failed = rows.some((row) =>
  row.present ? row.difference !== undefined : given.required.includes(row.implementation),
);
process.exitCode = failed ? 1 : 0;
