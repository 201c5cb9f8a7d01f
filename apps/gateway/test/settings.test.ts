import { execFile } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allBackends } from "../src/calls/channel.ts";
import { readSettings } from "../src/settings.ts";

const locations = Object.values(allBackends).map(({ location }) => location.variable);
const server = join(import.meta.dirname, "../src/server.ts");

/** Runs the gateway in an environment that it refuses. */
function refusal(env: Record<string, string>): Promise<{ code: unknown; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [server], { env }, (error, _, stderr) =>
      resolve({ code: error?.code, stderr }),
    );
  });
}

test("an empty environment means this machine only", () => {
  expect(readSettings({})).toMatchObject({ listen: { host: "127.0.0.1", port: 8080 }, apiToken: undefined });
});

test("every fault is listed at once, and no secret among them", async () => {
  const { code, stderr } = await refusal({
    LISTEN_ADDRESS: "here",
    ...Object.fromEntries(locations.map((name) => [name, "127.0.0.1:99999"])),
    TRIVIUM_API_TOKEN: "hunter2",
    TRIVIUM_OPERATOR_TOKEN: "hunter3",
    RATE_LIMIT_PER_MINUTE: "0",
    LOG_LEVEL: "loud",
  });
  expect(code).toBe(1);
  for (const name of [
    "LISTEN_ADDRESS",
    ...locations,
    "TRIVIUM_API_TOKEN",
    "TRIVIUM_OPERATOR_TOKEN",
    "RATE_LIMIT_PER_MINUTE",
    "LOG_LEVEL",
  ]) {
    expect(stderr).toContain(`${name} must`);
  }
  expect(stderr).not.toMatch(/hunter/);
});

test("who listens to other machines needs a token", async () => {
  const LISTEN_ADDRESS = "0.0.0.0:8080";
  const { code, stderr } = await refusal({ LISTEN_ADDRESS });
  expect(code).toBe(1);
  expect(stderr).toMatch(/TRIVIUM_API_TOKEN/);
  const settings = readSettings({ LISTEN_ADDRESS, TRIVIUM_API_TOKEN: "a token of some length" });
  expect(settings.listen.host).toBe("0.0.0.0");
});

test("readers and operators have different tokens", async () => {
  const token = "a token of some length";
  const { code, stderr } = await refusal({ TRIVIUM_API_TOKEN: token, TRIVIUM_OPERATOR_TOKEN: token });
  expect(code).toBe(1);
  expect(stderr).toMatch(/TRIVIUM_OPERATOR_TOKEN must be another/);
  expect(stderr).not.toContain(token);
});
