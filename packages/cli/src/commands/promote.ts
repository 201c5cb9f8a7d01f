import { join, relative, resolve } from "node:path";
import type { Answer, Mismatch, Replay } from "@trivium/gateway/schemas";
import { PROMOTED, type Vector } from "@trivium/test-conformance/cases";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { Fault } from "../fault.ts";
import { writeNew } from "../newFile.ts";
import { vectorOf, vectorsFile } from "../vector.ts";
import { replayed } from "./replay.ts";

type Side = "control" | "candidate";

export const promote: Command = {
  summary: "runs both sides again and writes the answer as a case of the conformance tests",
  operand: "ID",
  options: {
    expect: { value: "SIDE", help: "whose answer is right: control, by default, or candidate" },
    to: { value: "FOLDER", help: "where to write it; tests/conformance/promoted by default" },
  },
  async run({ gateway, output, operand, options }) {
    const right = sideIn(options["expect"] ?? "control");
    const mismatch = await gateway.get<Mismatch>(`/v1/rollout/mismatches/${encodeURIComponent(operand)}`);
    const file = join(resolve(options["to"] ?? PROMOTED), fileName(mismatch));
    const { vector, differs } = promoted(mismatch, await replayed(gateway, mismatch.id), right);
    writeNew(file, vectorsFile(vector));
    const path = relative(process.cwd(), file);
    output.answer({ file, differs, vector }, () => `${path}\n${differs ? FAILS : GUARDS}`);
    return EXIT.done;
  },
};

const FAILS =
  "The sides differ: npm run conformance says which implementations fail it, until they are mended.";
const GUARDS = "The sides agree by now: the case passes, and guards against the same again.";

function sideIn(text: string): Side {
  if (text === "control" || text === "candidate") return text;
  throw new Fault("--expect must be control or candidate", EXIT.usage);
}

function fileName({ id }: Mismatch): string {
  if (!/^[\da-f-]{36}$/.test(id)) throw new Fault("the mismatch has no proper id");
  return `${id}.json`;
}

/** The case, and whether the side that is wrong fails it now. */
function promoted(mismatch: Mismatch, replay: Replay, right: Side): { vector: Vector; differs: boolean } {
  const wrong = right === "control" ? "candidate" : "control";
  const vector = vectorFor(mismatch, replay[right]);
  if (vector === undefined)
    throw new Fault(`the ${right} answers ${replay[right].code}: there is nothing to expect`);
  const differs = JSON.stringify(vector) !== JSON.stringify(vectorFor(mismatch, replay[wrong]));
  if (replay.difference !== undefined && !differs) {
    throw new Fault(`the sides differ in ${replay.difference.field}, which conformance tests do not look at`);
  }
  return { vector, differs };
}

/** The case with an answer; none when there is no response. */
function vectorFor({ id, difference, request }: Mismatch, { response }: Answer): Vector | undefined {
  if (request.fields === undefined) throw new Fault(`there are no conformance tests of ${request.type}`);
  if (response?.fields === undefined) return undefined;
  return vectorOf(`mismatch ${id} in ${difference.field}`, request.fields, response.fields);
}
