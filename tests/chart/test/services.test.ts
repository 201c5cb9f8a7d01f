import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

const ROOT = resolve(import.meta.dirname, "../../..");

/** What of a service on the stack's list the chart has, too. */
interface Service {
  port: number;
  adminPort?: number;
  calls?: string[];
}

/** The chart's word for the same. */
interface Value {
  ports: { grpc: number; admin: number } | { http: number };
  calls?: string[];
}

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const services = JSON.parse(read("packages/stack/services.json")) as Record<string, Service>;
const { services: values } = parse(read("deploy/chart/values.yaml")) as { services: Record<string, Value> };

test("the chart has the services of the stack", () => {
  expect(Object.keys(values).toSorted()).toEqual(Object.keys(services).toSorted());
});

test.each(Object.entries(services))(
  "%s has the same ports, and calls the same",
  (name, { port, adminPort, calls }) => {
    const ports = adminPort === undefined ? { http: port } : { grpc: port, admin: adminPort };
    expect([values[name]?.ports, values[name]?.calls]).toEqual([ports, calls]);
  },
);
