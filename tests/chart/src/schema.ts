import { validate as deployment } from "kubernetes-models/_schemas/IoK8sApiAppsV1Deployment";
import { validate as horizontalPodAutoscaler } from "kubernetes-models/_schemas/IoK8sApiAutoscalingV2HorizontalPodAutoscaler";
import { validate as service } from "kubernetes-models/_schemas/IoK8sApiCoreV1Service";
import { validate as serviceAccount } from "kubernetes-models/_schemas/IoK8sApiCoreV1ServiceAccount";
import { validate as ingress } from "kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress";
import { validate as networkPolicy } from "kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy";
import { validate as podDisruptionBudget } from "kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget";
import type { Manifest } from "./helm.ts";

/** Of a schema: says whether something is as it should be, and leaves what is not. */
type Validate = ((value: unknown) => boolean) & {
  readonly errors?: readonly { instancePath: string; keyword: string; params: object }[] | null;
};

const SCHEMAS: Readonly<Record<string, Validate>> = {
  "apps/v1/Deployment": deployment,
  "autoscaling/v2/HorizontalPodAutoscaler": horizontalPodAutoscaler,
  "networking.k8s.io/v1/Ingress": ingress,
  "networking.k8s.io/v1/NetworkPolicy": networkPolicy,
  "policy/v1/PodDisruptionBudget": podDisruptionBudget,
  "v1/Service": service,
  "v1/ServiceAccount": serviceAccount,
};

/** What Kubernetes' own schemas have against an object; a field that they do not know is a fault, too. */
export function faultsOf(manifest: Manifest): string[] {
  const kind = `${manifest.apiVersion}/${manifest.kind}`;
  const validate = SCHEMAS[kind];
  if (validate === undefined) return [`${kind} has no schema here`];
  const unread = new Set(pathsIn(manifest));
  const faults = validate(watched(manifest, "", unread)) ? [] : (validate.errors ?? []);
  return [
    ...faults.map(({ instancePath, params }) => `${instancePath} ${JSON.stringify(params)}`),
    ...[...unread].map((path) => `${path} is unknown`),
  ];
}

function pathsIn(value: object): string[] {
  return Object.entries(value).flatMap(([name, field]: [string, unknown]) =>
    typeof field === "object" && field !== null
      ? [`/${name}`, ...pathsIn(field).map((path) => `/${name}${path}`)]
      : [`/${name}`],
  );
}

/** The schemas let unknown fields pass, but do not look at them: their paths stay in `unread`. */
function watched<T extends object>(value: T, path: string, unread: Set<string>): T {
  return new Proxy(value, {
    get: (target, name) => {
      const field: unknown = Reflect.get(target, name);
      const fieldPath = `${path}/${String(name)}`;
      unread.delete(fieldPath);
      return typeof field === "object" && field !== null ? watched(field, fieldPath, unread) : field;
    },
  });
}
