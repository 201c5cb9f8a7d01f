import type { Stack } from "@trivium/stack";

/** Posts a body to a path of the gateway, or gets it when there is none, with the token that the stack has. */
export function ask(
  { gatewayUrl, token }: Pick<Stack, "gatewayUrl" | "token">,
  path: string,
  body?: object,
  signal?: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return fetch(`${gatewayUrl}${path}`, { ...init, headers, signal: signal ?? null });
}
