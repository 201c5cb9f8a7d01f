import type { FastifyInstance } from "fastify";

/** While the gateway drains, every answer ends its connection: a kept one would hold up the end. */
export function registerDrain(app: FastifyInstance, draining: AbortSignal): void {
  app.addHook("onSend", (_, reply, payload, done) => {
    if (draining.aborted) reply.header("connection", "close");
    done(null, payload);
  });
}
