import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";

/** A key makes one forecast, however often it is sent. */
export const idempotency: Scenario = (setting) => {
  test("one key makes one forecast, even at once", async () => {
    const { client } = setting();
    const key = randomUUID();
    const made = await Promise.all(Array.from({ length: 5 }, () => client.create({ paths: 1000 }, key)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    const headers = { "idempotency-key": key };
    expect((await client.post("/v1/forecasts", { paths: 1000 }, headers)).status).toBe(200);
  });

  test("one key with another plan is refused", async () => {
    const { client } = setting();
    const key = randomUUID();
    await client.create({ paths: 1000 }, key);
    const response = await client.post("/v1/forecasts", { paths: 2000 }, { "idempotency-key": key });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ type: "/problems/request-id-conflict" });
  });

  test("the list has the newest first, page by page", async () => {
    const { client } = setting();
    const made: string[] = [];
    for (let i = 0; i < 3; i++) made.unshift((await client.create({ paths: 1000 })).id);
    const listed: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined && listed.length < made.length; ) {
      const response = await client.send(`/v1/forecasts?limit=1${cursor && `&cursor=${cursor}`}`);
      const page = (await response.json()) as { forecasts: { id: string }[]; nextCursor?: string };
      listed.push(...page.forecasts.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(listed).toEqual(made);
  });
};
