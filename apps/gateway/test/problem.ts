import { expect } from "vitest";
import type { Problem } from "../src/schemas/index.ts";

/** The problem that an answer is; fails when it is anything else. */
export async function problemIn(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toMatch(/^application\/problem\+json/);
  const problem = (await response.json()) as Problem;
  expect(problem).toMatchObject({
    type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
    title: expect.stringMatching(/./),
    status: response.status,
    requestId: expect.stringMatching(/./),
  });
  return problem;
}

/** The fields that a refusal names, in order of their names, each once however often it is faulty. */
export async function fieldsIn(response: Response): Promise<string[]> {
  expect(response.status).toBe(400);
  const { type, errors = [] } = await problemIn(response);
  expect(type).toBe("/problems/invalid-fields");
  for (const { expected } of errors) expect(expected).not.toBe("");
  return [...new Set(errors.map(({ field }) => field))].toSorted();
}
