import { status } from "@grpc/grpc-js";
import { expect, onTestFinished, test, vi } from "vitest";
import { Refusal } from "../src/refusal.ts";
import { MAX_REQUEST_BYTES } from "../src/server.ts";
import { echo } from "./echo.ts";

test("a call is answered, and counted", async () => {
  await using service = await echo(async (request) => `${request} ${request}`);
  expect(await service.ask("so")).toBe("so so");
  expect(await (await service.get("/metrics")).text()).toContain('trivium_echo_requests_total{code="OK"} 1');
});

test("a refusal is what the caller is told", async () => {
  await using service = await echo(async () => {
    const details = { reason: "BUSY", fields: { label: "must be short" }, retryAfterMs: 1250 };
    throw new Refusal(status.RESOURCE_EXHAUSTED, "no room", details);
  });
  await expect(service.ask("so")).rejects.toMatchObject({
    code: status.RESOURCE_EXHAUSTED,
    message: "no room",
    reason: "BUSY",
    violations: [{ field: "label", expected: "must be short" }],
    retryAfterMs: 1250,
  });
});

test("any other fault stays inside", async () => {
  await using service = await echo(async () => {
    throw new Error("secret");
  });
  await expect(service.ask("so")).rejects.toMatchObject({
    code: status.INTERNAL,
    message: "internal error",
    reason: "INTERNAL",
  });
});

test("a request that is too large is refused", async () => {
  await using service = await echo(async () => "read");
  expect(await service.ask("x".repeat(MAX_REQUEST_BYTES))).toBe("read");
  const tooLarge = service.ask("x".repeat(MAX_REQUEST_BYTES + 1));
  await expect(tooLarge).rejects.toMatchObject({ code: status.RESOURCE_EXHAUSTED });
});

/** A handler that never answers, and tells when it begins and when its caller has gone. */
function patient() {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const handle = (_: string, { signal }: { signal: AbortSignal }) =>
    new Promise<string>((_resolve, reject) => {
      signal.addEventListener("abort", () => {
        reject(new Error("stopped"));
        ended.resolve();
      });
      begun.resolve();
    });
  return { begun: begun.promise, ended: ended.promise, handle };
}

test("work ends when its caller goes", async () => {
  const { begun, ended, handle } = patient();
  await using service = await echo(handle);
  const caller = new AbortController();
  const call = service.ask("so", { signal: caller.signal });
  await begun;
  caller.abort();
  await expect(call).rejects.toMatchObject({ code: status.CANCELLED });
  await ended;
  await expect
    .poll(() => service.registry.metrics())
    .toContain('trivium_echo_requests_total{code="CANCELLED"} 1');
});

test("work ends at its deadline", async () => {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const { begun, ended, handle } = patient();
  await using service = await echo(handle);
  const call = service.ask("so", { deadline: Date.now() + 500 });
  await begun;
  vi.advanceTimersByTime(500);
  await expect(call).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
  await ended;
});
