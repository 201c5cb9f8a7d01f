import { expect, test } from "vitest";
import { COMMANDS } from "../src/commands/index.ts";
import { EXIT } from "../src/exit.ts";
import { serve } from "./gateway.ts";
import { run } from "./run.ts";

const why = ["--reason", "test"];

test.each([
  [[], /status, watch, set/],
  [["red"], /no command is called red/],
  [["constructor"], /no command is called constructor/],
  [["status", "now"], /now is too much/],
  [["status", "--loud"], /--loud/],
  [["set", ...why], /STAGE is missing/],
  [["set", "canary", "10", ...why], /10 is too much/],
  [["set", "red", ...why], /STAGE must be one of off, shadow, canary, reversed, retired/],
  [["set", "canary"], /--reason is missing/],
  [["set", "canary", "--reason", ""], /--reason is missing/],
  [["set", "canary", ...why, "--percent", "101"], /--percent must be/],
  [["set", "canary", ...why, "--percent=-1"], /--percent must be/],
  [["set", "canary", ...why, "--percent", "1.005"], /--percent must be/],
  [["set", "canary", ...why, "--percent", "ten"], /--percent must be/],
  [["set", "canary", ...why, "--version", "0"], /--version must be/],
  [["retire"], /--reason is missing/],
  [["replay"], /ID is missing/],
  [["mismatches", "--limit", "0"], /--limit must be/],
  [["status", "--url", "here"], /--url must be an address/],
  [["status", "--url", "ftp://127.0.0.1"], /--url must be an address/],
])("%j is wrong use, and nothing is asked", async (args, words) => {
  await using gateway = await serve({});
  const { exit, out, err } = await run(gateway.url, args);
  expect([exit, out]).toEqual([2, ""]);
  expect(err).toMatch(words);
  expect(gateway.arrived).toEqual([]);
});

test("an address of the environment that is none is named", async () => {
  expect(await run("here", ["status"])).toMatchObject({ exit: 2, err: expect.stringMatching(/TRIVIUM_URL/) });
});

test.each([[["--help"]], [["-h"]], [["status", "--help"]], [["set", "canary", "--help"]]])(
  "%j helps",
  async (args) => {
    const { exit, out } = await run("nonsense", args);
    expect(exit).toBe(0);
    expect(out).toMatch(/^usage: npx trivium rollout/m);
  },
);

test("the help tells every command and exit code", async () => {
  const { out } = await run("nonsense", ["--help"]);
  for (const name of Object.keys(COMMANDS)) expect(out).toMatch(new RegExp(`^  ${name} `, "m"));
  for (const code of Object.values(EXIT)) expect(out).toMatch(new RegExp(`^  ${code}  `, "m"));
});
