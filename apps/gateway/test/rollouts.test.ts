import { credentials } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { rolloutBackend } from "../src/backends/rolloutBackend.ts";
import { chooseRollout } from "../src/calls/rollouts.ts";
import { HttpProblem } from "../src/http/problems.ts";

const location = { variable: "PRICING_ADDRESS", ports: [1] } as const;
const pricing = rolloutBackend("pricing", "prices", { location });
const tax = rolloutBackend("tax", "taxes", { location });
const client = new pricing.Client("127.0.0.1:1", credentials.createInsecure(), {});

function refused(choose: () => unknown): unknown {
  try {
    return choose();
  } catch (error) {
    return error instanceof HttpProblem ? [error.status, error.errors] : error;
  }
}

test("the only rollout needs no service", () => {
  const choose = chooseRollout({ pricing: client }, { pricing });
  expect(choose(undefined)).toEqual({ name: "prices", client });
  expect(choose("pricing")).toEqual({ name: "prices", client });
  expect(refused(() => choose("tax"))).toEqual([400, [{ field: "service", expected: "must be pricing" }]]);
});

test("of several, one is chosen by its service", () => {
  const choose = chooseRollout({ pricing: client, tax: client }, { pricing, tax });
  expect(choose("tax").name).toBe("taxes");
  const expected = [400, [{ field: "service", expected: "must be pricing or tax" }]];
  expect(refused(() => choose(undefined))).toEqual(expected);
});

test("without any, none is found", () => {
  expect(refused(() => chooseRollout({}, {})(undefined))).toEqual([404, undefined]);
});
