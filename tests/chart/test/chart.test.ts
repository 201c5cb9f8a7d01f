import { capabilities } from "@trivium/test-report/capabilities";
import { beforeAll, describe, expect, test } from "vitest";
import { helm, type Manifest, onlyServices, RELEASE, render } from "../src/helm.ts";
import { faultsOf } from "../src/schema.ts";

/** Small services in a row, and one of each thing that there may be. */
const SERVICES = {
  edge: {
    ports: { http: 8080 },
    calls: ["middle"],
    autoscaling: { min: 2, max: 4, cpuPercent: 70 },
    secrets: { TOKEN: { name: "tokens", key: "api" } },
    ingress: { className: "nginx", host: "example.com", tlsSecret: "example-tls" },
  },
  middle: {
    ports: { grpc: 50101, admin: 9101 },
    calls: ["inner-most"],
    environment: { MAX_QUEUED: "7" },
    egress: [{ ports: [{ port: 5432 }] }],
  },
  "inner-most": { ports: { grpc: 50102, admin: 9102 }, replicas: 3 },
};

const find = (manifests: readonly Manifest[], kind: string, name: string) =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === `${RELEASE}-${name}`);

const environmentOf = (deployment: Manifest | undefined): Record<string, unknown> => {
  const variables: { name: string; value?: string; valueFrom?: object }[] =
    deployment?.["spec"].template.spec.containers[0].env;
  return Object.fromEntries(variables.map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));
};

describe.skipIf(!(await capabilities()).has("helm"))("the chart (needs helm)", () => {
  let usual: Manifest[];
  let manifests: Manifest[];

  beforeAll(() => {
    usual = render();
    manifests = render({
      ...onlyServices(SERVICES),
      networkPolicy: { scrapers: [{ namespaceSelector: {} }] },
    });
  });

  test("passes helm's own checks", () => {
    const { status, stdout, stderr } = helm("lint", ["--strict", "--quiet"]);
    expect(status, stdout + stderr).toBe(0);
  });

  test("makes objects as Kubernetes defines them, without a field that it does not know", () => {
    const faulty = [...usual, ...manifests].map((one) => [`${one.kind} ${one.metadata.name}`, faultsOf(one)]);
    expect(faulty.filter(([, faults]) => faults?.length !== 0)).toEqual([]);
  });

  test("runs nothing as root, with a file system to write to, or with a way into the cluster", () => {
    const pods = [...usual, ...manifests]
      .filter(({ kind }) => kind === "Deployment")
      .map((deployment) => deployment["spec"].template.spec);
    expect(pods).not.toEqual([]);
    for (const pod of pods) {
      expect(pod).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
          },
        ],
      });
    }
  });

  test("tells every service where to listen, and where those are that it calls", () => {
    expect(environmentOf(find(manifests, "Deployment", "middle"))).toEqual({
      LISTEN_ADDRESS: "0.0.0.0:50101",
      ADMIN_ADDRESS: "0.0.0.0:9101",
      DRAIN_TIMEOUT_MS: "10000",
      INNER_MOST_ADDRESS: "blue-inner-most:50102",
      MAX_QUEUED: "7",
    });
    expect(environmentOf(find(manifests, "Deployment", "edge"))).toEqual({
      LISTEN_ADDRESS: "0.0.0.0:8080",
      DRAIN_TIMEOUT_MS: "10000",
      MIDDLE_ADDRESS: "blue-middle:50101",
      TOKEN: { secretKeyRef: { name: "tokens", key: "api" } },
    });
  });

  test("gives gRPC clients the address of every replica, and HTTP clients one for all", () => {
    expect(find(manifests, "Service", "inner-most")?.["spec"].clusterIP).toBe("None");
    expect(find(manifests, "Service", "edge")?.["spec"].clusterIP).toBeUndefined();
  });

  test("lets services be called by their callers alone, and the edge by everybody", () => {
    const callersOf = (name: string) =>
      find(manifests, "NetworkPolicy", name)?.["spec"].ingress.map(
        ({ ports, from }: { ports: { port: number }[]; from?: { podSelector?: Manifest["metadata"] }[] }) => [
          ports[0]?.port,
          from?.map((peer) => JSON.stringify(peer).match(/component":"([\w-]+)/)?.[1] ?? "scrapers")[0],
        ],
      );
    expect(callersOf("inner-most")).toEqual([
      [50102, "middle"],
      [9102, "scrapers"],
    ]);
    expect(callersOf("edge")).toEqual([
      [8080, undefined],
      [8080, "scrapers"],
    ]);
  });

  test("keeps one of several replicas through an upgrade of the nodes, and waits for what is in flight", () => {
    const budgets = manifests.filter(({ kind }) => kind === "PodDisruptionBudget");
    expect(budgets.map(({ metadata }) => metadata.name)).toEqual(["blue-edge", "blue-inner-most"]);
    const patience = (drainTimeoutMs: number) =>
      find(render({ drainTimeoutMs }), "Deployment", "gateway")?.["spec"].template.spec
        .terminationGracePeriodSeconds;
    expect([patience(10_000), patience(30_001)]).toEqual([20, 41]);
  });

  test("leaves the number of replicas to the autoscaler where there is one", () => {
    expect(find(manifests, "Deployment", "edge")?.["spec"].replicas).toBeUndefined();
    expect(find(manifests, "HorizontalPodAutoscaler", "edge")?.["spec"]).toMatchObject({
      scaleTargetRef: { name: "blue-edge" },
      minReplicas: 2,
      maxReplicas: 4,
    });
    expect(find(manifests, "Deployment", "inner-most")?.["spec"].replicas).toBe(3);
  });

  test.each([
    ["a key that there is not", { servces: {} }, "servces"],
    ["a service without ports", { services: { lost: {} } }, "ports"],
    ["a call of a service that there is not", { services: { gateway: { calls: ["nobody"] } } }, "nobody"],
  ])("refuses %s", (_, values, named) => {
    expect(() => render(values)).toThrow(named);
  });
});
