import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Gateway, startGateway } from "./gateway.ts";
import { fieldsIn, problemIn } from "./problem.ts";

let gateway: Gateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway[Symbol.asyncDispose]());

test.each(["{", "", "{'paths': 1}", '{"paths": NaN}', '{"paths": 1,}', '{"__proto__": {}}', "\u0000"])(
  "a body that is not JSON is refused: %j",
  async (body) => {
    const response = await gateway.post("/v1/forecasts", body);
    expect(response.status).toBe(400);
    expect(await problemIn(response)).toMatchObject({ type: "/problems/unreadable-body" });
  },
);

test.each(["[]", "null", "1", '"paths"', "true"])(
  "a body that is not an object is refused: %s",
  async (body) => {
    expect(await fieldsIn(await gateway.post("/v1/forecasts", body))).toEqual(["body"]);
  },
);

test.each([
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/xml",
])("a body of another type is refused: %s", async (type) => {
  const response = await gateway.post("/v1/forecasts", "{}", { headers: { "content-type": type } });
  expect(response.status).toBe(415);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/unreadable-body" });
});

test.each([65_537, 2_000_000])("a body of %d bytes is refused", async (length) => {
  const response = await gateway.post("/v1/forecasts", `{"seed":"${"1".repeat(length - 11)}"}`);
  expect(response.status).toBe(413);
  expect(await problemIn(response)).toMatchObject({ type: "/problems/unreadable-body" });
});

test("a body of 64 kB is read", async () => {
  expect(
    await fieldsIn(await gateway.post("/v1/forecasts", `{"seed":"${"1".repeat(65_536 - 11)}"}`)),
  ).toEqual(["seed"]);
});

test.each(["/v1/nothing", "/v2/forecasts", "/.git/config", `/${"a".repeat(4000)}`])(
  "there is nothing at %s",
  async (path) => {
    const response = await gateway.fetch(path);
    expect(response.status).toBe(404);
    expect(await problemIn(response)).toMatchObject({ type: "/problems/route-not-found" });
  },
);

test.each(["PUT", "PATCH", "DELETE"])("a forecast list knows no %s", async (method) => {
  const response = await gateway.fetch("/v1/forecasts", { method });
  expect(response.status).toBe(404);
  await problemIn(response);
});

test("an address that is not well formed is a problem, too", async () => {
  const response = await gateway.fetch("/v1/forecasts/%zz");
  expect(response.status).toBe(400);
  expect((await problemIn(response)).detail).toMatch(/address/);
});

test("an id longer than any is not found or named", async () => {
  const response = await gateway.fetch(`/v1/forecasts/${"1".repeat(1000)}`);
  expect([400, 404]).toContain(response.status);
  await problemIn(response);
});

test.each([
  ["headers that are too large", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"a".repeat(20_000)}\r\n\r\n`, 431],
  ["bytes that are not HTTP", "\u0016\u0003\u0001 hello\r\n\r\n", 400],
])("%s are a problem, too", async (_, bytes, status) => {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  let answer = "";
  socket.setEncoding("latin1").on("data", (part: string) => {
    answer += part;
  });
  socket.on("error", () => {});
  socket.write(bytes);
  await once(socket, "close");
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).toMatch(/content-type: application\/problem\+json/i);
});
