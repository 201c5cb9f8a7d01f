import { fastifySSE } from "@fastify/sse";
import type { FastifyInstance } from "fastify";

const HEARTBEAT_MS = 15_000;

/** Lets routes that are registered hereafter send server-sent events. */
export async function registerEvents(app: FastifyInstance): Promise<void> {
  await app.register(fastifySSE, { heartbeatInterval: HEARTBEAT_MS });
}
