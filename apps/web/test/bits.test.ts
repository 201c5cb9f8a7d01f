import fc from "fast-check";
import { expect, test } from "vitest";
import { bitsOf, bitWords } from "../src/migration/bits.ts";

const difference = (control: string | undefined, candidate: string | undefined) => ({
  field: "checksum",
  control: { text: "a", ...(control === undefined ? {} : { bits: control }) },
  candidate: { text: "b", ...(candidate === undefined ? {} : { bits: candidate }) },
});

const words = (control: string, candidate: string) => {
  const view = bitsOf(difference(control, candidate));
  return view === undefined ? undefined : bitWords(view);
};

test("bits that differ are told by their places", () => {
  expect(words("43df3ea4876c0a96", "43df3ea4876c0a97")).toBe("1 of 64 bits differs: bit 0");
  expect(words("0000000000000000", "8000000000000000")).toBe("1 of 64 bits differs: bit 63");
  expect(words("00000005", "0000000a")).toBe("4 of 32 bits differ: bits 3, 2, 1, 0");
  expect(words("0000", "ffff")).toBe("16 of 16 bits differ: bits 15, 14, 13, 12, 11, 10, 9, 8 and more");
});

test("values without bits, or of another width, have none to mark", () => {
  expect(bitsOf(difference(undefined, "00"))).toBeUndefined();
  expect(bitsOf(difference("00", "0000"))).toBeUndefined();
  expect(bitsOf(difference("zz", "00"))).toBeUndefined();
});

test("the bits shown are those of the value, and marked exactly where the sides differ", () => {
  const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
  fc.assert(
    fc.property(word, word, (a, b) => {
      const hex = (value: bigint) => value.toString(16).padStart(16, "0");
      const view = bitsOf(difference(hex(a), hex(b)));
      const text = (side: "control" | "candidate") =>
        view?.[side]
          .flat()
          .map(({ value }) => value)
          .join("");
      expect(BigInt(`0b${text("control")}`)).toBe(a);
      expect(BigInt(`0b${text("candidate")}`)).toBe(b);
      const marked = view?.control.flat().map(({ differs }) => (differs ? "1" : "0"));
      expect(BigInt(`0b${marked?.join("")}`)).toBe(a ^ b);
      expect(view?.control.every((byte) => byte.length === 8)).toBe(true);
    }),
  );
});
