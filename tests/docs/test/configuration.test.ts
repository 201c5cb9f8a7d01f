import { expect, test } from "vitest";
import { read } from "../src/documents.ts";

/** Where each service reads its environment, by the heading in docs/configuration.md. */
const SETTINGS = {
  "Every service": [
    "packages/chassis/src/config.ts",
    "services-go/internal/chassis/config/config.go",
    "services-rust/chassis/src/config.rs",
  ],
  gateway: [
    "apps/gateway/src/settings.ts",
    "apps/gateway/src/backends/forecast.ts",
    "apps/gateway/src/backends/simulator.ts",
  ],
  forecast: ["services-go/forecast/settings.go", "services-go/experiment/wiring/settings.go"],
  "npx trivium rollout": ["packages/cli/src/settings.ts"],
  simulator: ["services-rust/simulator/src/settings.rs", "services-rust/chassis/src/workers.rs"],
};

/** What a service's name puts before variables that several services have. */
const PREFIX = "{prefix}";

function documented(heading: string): string[] {
  const section =
    read("docs/configuration.md")
      .split(/^## /m)
      .find((text) => text.startsWith(heading)) ?? "";
  return [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name = ""]) => name).toSorted();
}

function readBy(service: string, paths: readonly string[]): string[] {
  const names = paths.flatMap((path) =>
    withoutTests(path)
      .replaceAll(PREFIX, service.toUpperCase())
      .matchAll(/"([A-Z][A-Z\d]*_[A-Z\d_]+)"/g)
      .toArray(),
  );
  return [...new Set(names.map(([, name = ""]) => name))].toSorted();
}

function withoutTests(path: string): string {
  return read(path).split("#[cfg(test)]")[0] ?? "";
}

test.each(Object.entries(SETTINGS))("variables of %s are documented, and no others", (heading, paths) => {
  expect(documented(heading)).toEqual(readBy(heading, paths));
});
