import { expect, test } from "vitest";
import { Environment, isLoopback, readCommon } from "../src/config.ts";

const listen = { host: "127.0.0.1", port: 8080 };

test("every fault is listed at once", () => {
  const environment = new Environment({
    LISTEN_ADDRESS: "nowhere",
    LOG_FORMAT: "xml",
    DRAIN_TIMEOUT_MS: "-1",
    SIMULATOR_ADDRESSES: "127.0.0.1:1,:2",
  });
  readCommon(environment, listen);
  environment.addresses("SIMULATOR_ADDRESSES", []);
  expect(() => environment.finish()).toThrow(
    /LISTEN_ADDRESS must be [^]*LOG_FORMAT must be [^]*DRAIN_TIMEOUT_MS must be [^]*SIMULATOR_ADDRESSES must be /,
  );
});

test("an empty environment is legal and listens on loopback", () => {
  const environment = new Environment({ LISTEN_ADDRESS: "" });
  expect(isLoopback(readCommon(environment, listen).listen.host)).toBe(true);
  environment.finish();
});

test.each([
  ["127.0.0.1", true],
  ["localhost", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["127.evil.example", false],
])("%s is loopback: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});
