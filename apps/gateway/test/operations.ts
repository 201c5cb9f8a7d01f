import type { Gateway } from "./gateway.ts";

/** What can be asked of a gateway, by its document; parameters of paths have a value. */
export async function operationsOf(gateway: Gateway): Promise<{ method: string; path: string }[]> {
  const { paths } = (await (await gateway.fetch("/openapi.json")).json()) as { paths: object };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => ({
      method: method.toUpperCase(),
      path: path.replaceAll(/\{\w+\}/g, "x"),
    })),
  );
}
