import { expect, test, vi } from "vitest";
import { startGateway } from "./gateway.ts";
import { operationsOf } from "./operations.ts";

vi.mock("../src/backends/index.ts", () => ({}));
vi.mock("../src/routes/index.ts", () => ({}));

test("a gateway before no service is ready, and has no operations but its own", async () => {
  await using gateway = await startGateway();
  expect((await gateway.fetch("/ready")).status).toBe(200);
  const paths = (await operationsOf(gateway)).map(({ path }) => path);
  expect(paths.toSorted()).toEqual(["/health", "/metrics", "/ready"]);
});
