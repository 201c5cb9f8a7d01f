import { isLoopback } from "@trivium/chassis/config";
import type { FastifyRequest } from "fastify";
import { headerOf } from "./caller.ts";
import { HttpProblem } from "./problems.ts";

/**
 * A hook against pages of other sites in the operator's own browser: they reach this
 * machine, too, by its address or by a name of theirs that leads here (DNS rebinding).
 * Programs send none of a browser's headers and pass.
 */
export async function refuseOtherSites(request: FastifyRequest): Promise<void> {
  const host = request.headers.host ?? "";
  if (isLoopback(nameOf(`http://${host}`)) && isFromOwnPage(request, host)) return;
  const detail =
    "only this machine's page and programs may do this, unless there is a TRIVIUM_OPERATOR_TOKEN";
  throw new HttpProblem(403, "other-site", detail);
}

function isFromOwnPage(request: FastifyRequest, host: string): boolean {
  const site = headerOf(request, "sec-fetch-site");
  if (site !== undefined) return site === "same-origin" || site === "none";
  const origin = request.headers.origin;
  return origin === undefined || origin === `http://${host}`;
}

/** The host of an address, without port and brackets; empty when it is none. */
function nameOf(address: string): string {
  return URL.parse(address)?.hostname.replace(/^\[(.*)\]$/, "$1") ?? "";
}
