import type { FastifyInstance } from "fastify";
import helmet from "helmet";

/** Sends the headers that keep a browser safe with every answer. */
export function registerSecurity(app: FastifyInstance): void {
  // Built once; @fastify/helmet builds them anew for every request.
  const sendHeaders = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Compiles WebAssembly, for previews; text is never run as a program.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        imgSrc: ["'self'", "data:"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // The gateway speaks plain HTTP; whoever puts TLS before it sets this there.
    strictTransportSecurity: false,
  });
  app.addHook("onRequest", (request, reply, done) => {
    sendHeaders(request.raw, reply.raw, (error) => done(error as Error | undefined));
  });
}
