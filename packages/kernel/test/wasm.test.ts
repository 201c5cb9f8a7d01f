import { expect, test } from "vitest";
import { WasmKernel } from "../src/wasm.ts";

const HEAD = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const NAMES = ["version", "schedule", "simulate", "counts", "depleted_paths", "checksum", "trace"];

const section = (id: number, ...bytes: number[]) => [id, bytes.length, ...bytes];
const named = (name: string, kind: number) => [name.length, ...new TextEncoder().encode(name), kind, 0];

/** A module whose memory has a page, and whose functions all return this number. */
function moduleOf(names: readonly string[], result: number): Uint8Array {
  return Uint8Array.from([
    ...HEAD,
    ...section(1, 1, 0x60, 0, 1, 0x7f),
    ...section(3, 1, 0),
    ...section(5, 1, 0, 1),
    ...section(7, names.length + 1, ...named("memory", 2), ...names.flatMap((name) => named(name, 0))),
    ...section(10, 1, 4, 0, 0x41, result, 0x0b),
  ]);
}

test("a module of this interface is taken", async () => {
  await expect(WasmKernel.load(moduleOf(NAMES, 1))).resolves.toBeInstanceOf(WasmKernel);
});

test.each([
  ["not a module", new TextEncoder().encode("<!doctype html>"), /expected magic word/],
  ["a module with nothing in it", Uint8Array.from(HEAD), "the module exports no memory"],
  ["a module that lacks a function", moduleOf(NAMES.slice(0, -1), 1), "the module exports no trace"],
  ["a module of another interface", moduleOf(NAMES, 7), "the module has interface 7, not 1"],
])("%s is refused", async (_, bytes, message) => {
  await expect(WasmKernel.load(bytes)).rejects.toThrow(message);
});
