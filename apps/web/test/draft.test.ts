import { expect, test } from "vitest";
import { draftOf, readDraft, stepped } from "../src/plan/draft.ts";
import { defaultPlan } from "../src/plan/fields.ts";

const draft = draftOf(defaultPlan);

test("the default plan reads as itself", () => {
  expect(readDraft(draft)).toEqual({ state: "valid", plan: defaultPlan });
});

test.each([
  ["initialBalance", "250 000", 250_000],
  ["initialBalance", "1,250,000.50", 1_250_000.5],
  ["returnBefore", "7 %", 0.07],
  ["returnBefore", "−1.5", -0.015],
  ["paths", "10_000_000", 10_000_000],
  ["seed", "18446744073709551615", "18446744073709551615"],
] as const)("%s understands %j", (name, text, value) => {
  const reading = readDraft({ ...draft, [name]: text });
  expect(reading).toMatchObject({ state: "valid", plan: { [name]: value } });
});

test("every faulty field is named at once, each with what is expected", () => {
  const reading = readDraft({
    ...draft,
    initialBalance: "-1",
    paths: "1000.5",
    seed: "2e3",
    yearsToCover: "",
  });
  expect(reading).toEqual({
    state: "faulty",
    faults: {
      initialBalance: expect.stringMatching(/^A number from 0 to /),
      paths: "A whole number from 1,000 to 10,000,000",
      seed: expect.stringMatching(/whole number/),
      yearsToCover: expect.stringMatching(/^A whole number from 1 to /),
    },
  });
});

test("the years of a plan have a sum", () => {
  const reading = readDraft({ ...draft, yearsUntilRetirement: "60", yearsToCover: "50" });
  expect(reading).toMatchObject({ state: "faulty", faults: { yearsToCover: expect.stringMatching(/100/) } });
});

test("an arrow key steps in the unit shown, and stops at the range", () => {
  expect(stepped("returnBefore", "7", 1)).toBe("7.25");
  expect(stepped("paths", "100,000", -1)).toBe("90,000");
  expect(stepped("yearsToCover", "1", -1)).toBe("1");
  expect(stepped("paths", "many", 1)).toBe("many");
});
