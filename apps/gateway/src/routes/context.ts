import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Clients } from "../calls/channel.ts";
import type { Settings } from "../settings.ts";

/** What routes have beside the services. */
export interface Context {
  readonly settings: Settings;
  /** Aborted when the gateway drains: streams end. */
  readonly draining: AbortSignal;
}

/** Routes that belong together, for whoever may read. */
export type Routes = (clients: Clients, context: Context) => FastifyPluginAsyncTypebox;
