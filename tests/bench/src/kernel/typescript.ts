// The TypeScript kernel as a process of its own: cases in, answers out, as conformance says.

import { createInterface } from "node:readline";
import type { Case } from "@trivium/test-conformance/cases";
import { answer } from "@trivium/test-conformance/typescript";

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(answer(JSON.parse(line) as Case)));
}
