import type { Answer, Mismatch, RequestMessage } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";

/** A request in short: name and value of what tells it from others. */
export function requestFacts({ fields, type, bytes }: RequestMessage): readonly [string, string][] {
  if (fields === undefined) return [["Request", `${type}, ${count(byteLength(bytes))} bytes`]];
  const { initialBalance, drift, seed, firstPath, pathCount } = fields;
  const balance = typeof initialBalance === "number" ? count(initialBalance) : initialBalance.text;
  return [
    ["Futures", `${count(pathCount)} from number ${BigInt(firstPath).toLocaleString("en-GB")}`],
    ["Seed", seed],
    ["Months", count(drift.length)],
    ["Savings today", balance],
  ];
}

/** What the sides answered, where one of them is not OK. */
export function failures({ control, candidate }: Pick<Mismatch, "control" | "candidate">): boolean {
  return control.code !== "OK" || candidate.code !== "OK";
}

/** A side's answer in short. */
export function answerText({ code, message }: Answer): string {
  return message === undefined ? code : `${code}: ${message}`;
}

/** Length of what base64 stands for. */
function byteLength(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}
