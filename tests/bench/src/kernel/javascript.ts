// A kernel on Node as a process of its own: cases in, answers out, as conformance says.
//
//   node javascript.ts typescript|webassembly

import { createInterface } from "node:readline";
import type { Case } from "@trivium/test-conformance/cases";
import { answer, kernels } from "@trivium/test-conformance/javascript";

const load = kernels[process.argv[2] as keyof typeof kernels];
const kernel = await load();
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(kernel, JSON.parse(line) as Case)));
}
