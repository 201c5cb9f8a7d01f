import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack, startStack } from "@trivium/stack";
import { afterAll, beforeAll, describe } from "vitest";
import { Client } from "../src/client.ts";
import { playScenarios } from "../src/scenarios/index.ts";

/** Runs last long enough to be disturbed. */
const SLOW = { TRIVIUM_ISA: "scalar" };

describe("local processes, SQLite", () => {
  let dataDirectory: string;
  let stack: Stack;

  beforeAll(async () => {
    dataDirectory = mkdtempSync(join(tmpdir(), "trivium-integration-"));
    stack = await startStack({ dataDirectory, env: { "simulator-1": SLOW, "simulator-2": SLOW } });
  });
  afterAll(async () => {
    await stack.stop();
    rmSync(dataDirectory, { recursive: true });
  });

  playScenarios(() => ({ stack, client: new Client(stack) }));
});
