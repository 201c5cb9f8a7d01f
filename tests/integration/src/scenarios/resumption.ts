import { expect, test } from "vitest";
import type { Scenario } from "./scenario.ts";

/** A stream of events can be left and taken up again. */
export const resumption: Scenario = (setting) => {
  test("a stream that is taken up again repeats nothing, and ends with the result", async () => {
    const { client } = setting();
    const { id } = await client.create({ paths: 2_000_000 });
    const left = await client.midway(id);
    const ids = [BigInt(left.id)];
    let last = left.forecast;
    for await (const event of client.events(id, left.id)) {
      ids.push(BigInt(event.id));
      last = event.forecast;
    }
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(last).toEqual(await client.get(id));
    expect(last.state).toBe("succeeded");
  });

  test("who comes back after the end is told the end", async () => {
    const { client } = setting();
    const { id } = await client.create({ paths: 1000 });
    const end = await client.until(id, ({ state }) => state === "succeeded");
    expect(await Array.fromAsync(client.events(id, end.id))).toEqual([end]);
  });
};
