import { planBounds } from "@trivium/contracts/forecast/v1/bounds";
import type { CreateForecastRequest } from "@trivium/contracts/forecast/v1/forecast_service";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plan, queued } from "./fakes/forecasts.ts";
import { type Gateway, startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

let accepted: CreateForecastRequest[] = [];
let gateway: Gateway;

beforeAll(async () => {
  const createForecast = (request: CreateForecastRequest) => {
    accepted.push(request);
    return { forecast: queued(), created: true };
  };
  gateway = await startGateway({ forecast: { createForecast } }, { rateLimitPerMinute: 1_000_000 });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const create = (body: unknown) => gateway.post("/v1/forecasts", body);

async function planReceivedFor(body: unknown) {
  accepted = [];
  const response = await create(body);
  expect(response.status).toBe(201);
  return accepted[0]?.plan;
}

test("an empty plan leaves every default to the forecast service", async () => {
  const received = await planReceivedFor({});
  expect(Object.values(received ?? {}).filter((value) => value !== undefined)).toEqual([]);
});

test("every field arrives as it was sent", async () => {
  const { seed, ...numbers } = plan;
  expect(await planReceivedFor({ ...numbers, seed: String(seed) })).toEqual(plan);
});

describe.each(Object.entries(planBounds))("%s", (field, { min, max }) => {
  test.each([min, max])("may be %d", async (value) => {
    expect(await planReceivedFor({ [field]: value })).toMatchObject({ [field]: value });
  });

  const outside = [min - 0.001, max + 0.001, -1e300, 1e300];
  const mistyped = [String(min), true, null, [min], {}];
  test.each([...outside, ...mistyped])("may not be %j", async (value) => {
    expect(await fieldsIn(await create({ [field]: value }))).toEqual([field]);
  });
});

test.each(["yearsUntilRetirement", "yearsToCover", "paths"])("%s is whole", async (field) => {
  expect(await fieldsIn(await create({ [field]: 1000.5 / 25 }))).toEqual([field]);
});

test.each(["0", "1", "18446744073709551615"])("a seed may be %s", async (seed) => {
  expect(await planReceivedFor({ seed })).toMatchObject({ seed: BigInt(seed) });
});

test.each([1, "-1", "01", "1e3", "0x1", "", " 1", "18446744073709551616", "99999999999999999999"])(
  "a seed may not be %j",
  async (seed) => {
    expect(await fieldsIn(await create({ seed }))).toEqual(["seed"]);
  },
);

test("every faulty field is named at once, and the forecast service is not asked", async () => {
  accepted = [];
  const body = `{
    "initialBalance": 1e999, "monthlySaving": -1, "savingGrowth": "NaN", "yearsUntilRetirement": 101,
    "monthlySpending": "3500", "yearsToCover": 0, "paths": 1000000000, "seed": "18446744073709551616", "colour": "red"
  }`;
  expect(await fieldsIn(await create(body))).toEqual([
    "colour",
    "initialBalance",
    "monthlySaving",
    "monthlySpending",
    "paths",
    "savingGrowth",
    "seed",
    "yearsToCover",
    "yearsUntilRetirement",
  ]);
  expect(accepted).toEqual([]);
});

test("a fault says what was expected", async () => {
  const { errors } = await problemIn(await create({ monthlySaving: -1, colour: 1 }));
  expect(errors).toContainEqual({ field: "monthlySaving", expected: expect.stringMatching(/>= 0/) });
  expect(errors).toContainEqual({ field: "colour", expected: expect.stringMatching(/not a known field/) });
});

test("an unknown field is named, even with the name of something built in", async () => {
  expect(await fieldsIn(await create('{"toString": 1, "hasOwnProperty": 2}'))).toEqual([
    "hasOwnProperty",
    "toString",
  ]);
});

test("whatever JSON is sent, the answer is a run or names what is wrong", async () => {
  const field = fc.oneof(fc.constantFrom(...Object.keys(planBounds), "seed"), fc.string());
  const value = fc.oneof(fc.jsonValue(), fc.double({ noNaN: true, noDefaultInfinity: true }));
  const body = fc.oneof(fc.dictionary(field, value, { maxKeys: 6 }), fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(body, async (given) => {
      const response = await create(given);
      const { type = "", errors = [] } = response.status === 201 ? {} : await problemIn(response);
      const named = type === "/problems/unreadable-body" || errors.length > 0;
      expect(response.status).toBe(named ? 400 : 201);
    }),
    { numRuns: 200 },
  );
});
