import fc from "fast-check";
import { expect, test } from "vitest";
import { events, type ServerEvent } from "../src/api/events.ts";

/** The events in a body that arrives in pieces cut at these bytes. */
async function read(text: string, cuts: readonly number[] = []): Promise<ServerEvent[]> {
  const bytes = new TextEncoder().encode(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].toSorted((a, b) => a - b);
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      ends.forEach((end, index) => controller.enqueue(bytes.slice(ends[index - 1] ?? 0, end)));
      controller.close();
    },
  });
  return Array.fromAsync(events(body));
}

test("fields, comments and several lines of data are read as the standard says", async () => {
  const text = ": beat\n\nid: 7\nevent: forecast\ndata: {\ndata:}\n\ndata\n\nid: 8\n\n";
  expect(await read(text)).toEqual([
    { id: "7", event: "forecast", data: "{\n}" },
    { id: "7", event: "message", data: "" },
  ]);
});

test("an event that has not ended is none", async () => {
  expect(await read("data: 1\n\ndata: 2\n")).toEqual([{ id: "", event: "message", data: "1" }]);
});

test("it does not matter where the body is cut, or how its lines end", async () => {
  const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
  const states = fc.array(fc.string({ unit: "grapheme" }).filter((text) => !/[\r\n]/.test(text)));
  await fc.assert(
    fc.asyncProperty(states, lineEnd, fc.array(fc.nat()), async (data, end, cuts) => {
      const text = data.map((one, id) => `id: ${id}${end}data: ${one}${end}${end}`).join("");
      // A CR at the very end may be half of a line end: another line settles it.
      const seen = await read(`${text}:${end}`, cuts);
      expect(seen.map((event) => event.data)).toEqual(data);
    }),
  );
});

test("a body that falls silent counts as ended, and is let go", async () => {
  const letGo = Promise.withResolvers<void>();
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode("data: 1\n\n")),
    cancel: () => letGo.resolve(),
  });
  expect(await Array.fromAsync(events(body, 1))).toMatchObject([{ data: "1" }]);
  await letGo.promise;
});
