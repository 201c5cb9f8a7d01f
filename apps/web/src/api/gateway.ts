import { Fault, refusal } from "./fault.ts";

/** An answer, and how long it took to come. Unit: milliseconds. */
export interface Answer<T> {
  readonly value: T;
  readonly tookMs: number;
}

/** How to reach a gateway; the page's own origin and the token of the tab by default. */
export interface Gateway {
  /** Without a slash at the end; empty for the page's own origin. */
  readonly origin: string;
  readonly token: () => string | undefined;
}

/** Sends a request. Throws a Fault unless the answer is 2xx; an abort passes through. */
export async function send(gateway: Gateway, path: string, init: RequestInit): Promise<Response> {
  const headers = new Headers(init.headers);
  const token = gateway.token();
  if (token !== undefined) headers.set("authorization", `Bearer ${token}`);
  const response = await fetch(`${gateway.origin}${path}`, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) throw error;
    throw new Fault({ kind: "unreachable" });
  });
  if (!response.ok) throw await refusal(response);
  return response;
}

/** Asks for JSON, and measures how long the answer takes. */
export async function ask<T>(gateway: Gateway, path: string, init: RequestInit): Promise<Answer<T>> {
  const start = performance.now();
  const response = await send(gateway, path, init);
  const value = (await response.json()) as T;
  return { value, tookMs: performance.now() - start };
}

/** A request that carries JSON. */
export function post(body: unknown, signal: AbortSignal, headers: Record<string, string> = {}): RequestInit {
  const json = { "content-type": "application/json" };
  return { method: "POST", body: JSON.stringify(body), signal, headers: { ...json, ...headers } };
}
