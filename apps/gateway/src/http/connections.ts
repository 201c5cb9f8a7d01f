import type { FastifyInstance } from "fastify";

/**
 * Ends a connection with the answer under way when the gateway drains. Left to itself, it
 * would wait for another request, and the drain for it: every open stream has such a one.
 */
export function endConnections(app: FastifyInstance, draining: AbortSignal): void {
  app.addHook("onRequest", (request, reply, done) => {
    const { socket } = request.raw;
    reply.raw.once("finish", () => {
      if (draining.aborted) socket.end();
    });
    done();
  });
}
