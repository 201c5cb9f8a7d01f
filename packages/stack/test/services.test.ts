import { expect, test } from "vitest";
import { faultsOf, portsOf, type Services } from "../src/services.ts";

const worker = {
  language: "rust",
  package: "worker",
  program: "worker",
  port: 50_052,
  adminPort: 9052,
  replicas: 2,
} as const;
const server = {
  language: "go",
  package: "server",
  program: "server",
  port: 50_051,
  adminPort: 9051,
  calls: ["worker"],
} as const;
const gateway = {
  language: "typescript",
  package: "gateway",
  program: "gateway.js",
  port: 8080,
  calls: ["server"],
} as const;

test("replicas take the ports that follow, and what has one port takes one", () => {
  expect([worker, server, gateway].map(portsOf)).toEqual([
    [50_052, 9052, 50_053, 9053],
    [50_051, 9051],
    [8080],
  ]);
  expect(faultsOf({ worker, server, gateway })).toEqual([]);
});

test.each<[string, Services, string[]]>([
  [
    "a callee that there is not",
    { server, gateway },
    ["server: calls worker, but no service above it has that name"],
  ],
  [
    "a callee below its caller",
    { server, worker, gateway },
    ["server: calls worker, but no service above it has that name"],
  ],
  [
    "a port that a replica has",
    { worker, server: { ...server, port: 50_053 }, gateway },
    ["server: wants port 50053, which worker has"],
  ],
  ["no port", { worker, server: { ...server, adminPort: 1.5 }, gateway }, ["server: 1.5 is no port"]],
  ["no gateway", { worker, server }, ["gateway: must be there, as the last"]],
  [
    "fields of another kind",
    { gateway: { language: "cobol", port: 8080, replicas: 0 } as never },
    [
      "gateway: language must be go, rust or typescript",
      "gateway: package must be a name",
      "gateway: program must be a path",
      "gateway: replicas must be 1 or more",
    ],
  ],
])("%s: the entry is named", (_, services, faults) => {
  expect(faultsOf(services)).toEqual(faults);
});
