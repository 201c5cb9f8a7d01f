import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { read } from "../src/repository.ts";
import { type Service, services } from "../src/services.ts";

interface Composed {
  image: string;
  build: { dockerfile: string; args: Record<string, string> };
  environment: Record<string, string>;
  depends_on?: Record<string, unknown>;
  deploy?: { replicas: number };
}

const compose = parse(read("docker-compose.yml"), { merge: true }) as { services: Record<string, Composed> };

const IMAGES = { go: "go", rust: "rust", typescript: "node" };

/** The variables that tell a service where it listens, and where what it calls does. */
function addressesOf({ port, adminPort, calls = [] }: Service): Record<string, string> {
  const called = calls.map((callee) => {
    const { port: there, replicas } = services[callee] as Service;
    const variable = `${callee.toUpperCase().replaceAll("-", "_")}_ADDRESS${replicas === undefined ? "" : "ES"}`;
    return [variable, `${callee}:${there}`];
  });
  return {
    LISTEN_ADDRESS: `0.0.0.0:${port}`,
    ...(adminPort === undefined ? {} : { ADMIN_ADDRESS: `0.0.0.0:${adminPort}` }),
    ...Object.fromEntries(called),
  };
}

/** Services, and whatever those wait for. */
const reachedFrom = (names: readonly string[]): string[] =>
  names.flatMap((name) => [name, ...reachedFrom(Object.keys(compose.services[name]?.depends_on ?? {}))]);

describe.each(Object.entries(services))(
  "%s is in docker-compose.yml as services.json has it",
  (name, service) => {
    const composed = compose.services[name];

    test("with the same addresses", () => {
      expect(composed?.environment).toMatchObject(addressesOf(service));
    });

    test("in as many replicas, started after those that it calls", () => {
      expect(composed?.deploy?.replicas).toBe(service.replicas);
      const waitsFor = Object.keys(composed?.depends_on ?? {}).filter((other) => other in services);
      expect(reachedFrom(waitsFor)).toEqual(expect.arrayContaining([...(service.calls ?? [])]));
    });

    test("from its language's image", () => {
      const { dockerfile, args } = composed?.build ?? {};
      if (name === "gateway") expect(dockerfile).toBe("deploy/gateway.Dockerfile");
      else
        expect([dockerfile, args?.["SERVICE"]]).toEqual([
          `deploy/${IMAGES[service.language]}.Dockerfile`,
          name,
        ]);
    });
  },
);
