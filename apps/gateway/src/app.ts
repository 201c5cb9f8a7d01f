import { randomUUID } from "node:crypto";
import rateLimit from "@fastify/rate-limit";
import { registerHealth } from "@trivium/chassis/health";
import { createRegistry, serveMetrics } from "@trivium/chassis/metrics";
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from "fastify";
import type { Registry } from "prom-client";
import { type Clients, reachable } from "./calls/channel.ts";
import { requireReader } from "./http/authentication.ts";
import { registerCaller } from "./http/caller.ts";
import { endConnections } from "./http/connections.ts";
import { answerUnreadable, registerErrors, sendUnroutable } from "./http/errors.ts";
import { registerMetrics } from "./http/metrics.ts";
import { registerOpenApi } from "./http/openapi.ts";
import { registerPage } from "./http/page.ts";
import { HttpProblem } from "./http/problems.ts";
import { registerSecurity } from "./http/security.ts";
import { scriptSources } from "./own.ts";
import type { Routes } from "./routes/context.ts";
import * as routes from "./routes/index.ts";
import { uint64 } from "./schemas/uint64.ts";
import type { Settings } from "./settings.ts";

const MAX_BODY_BYTES = 64 << 10;

/** What the gateway stands on. */
export interface Foundations {
  readonly settings: Settings;
  readonly clients: Clients;
  readonly logger: FastifyBaseLogger;
  /** Aborted when the gateway drains: it is no longer ready, and streams end. */
  readonly draining: AbortSignal;
}

/** The gateway, not listening yet. */
export async function createApp(foundations: Foundations): Promise<FastifyInstance> {
  const { settings, clients, logger, draining } = foundations;
  const app = fastify({
    loggerInstance: logger,
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: "idle",
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    // A request gets its one logger with its trace: see registerCaller.
    childLoggerFactory: (parent) => parent,
    frameworkErrors: sendUnroutable,
    clientErrorHandler: answerUnreadable,
    routerOptions: { maxParamLength: 200 },
    // Bad input is named, never bent into shape; defaults are the services'.
    ajv: {
      customOptions: {
        allErrors: true,
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        // Steps of 0.01 are rounded in binary.
        multipleOfPrecision: 6,
        formats: { uint64 },
      },
    },
  });
  app.removeContentTypeParser("text/plain");
  // What is sent is mapped field by field; schemas of answers are for the document.
  app.setSerializerCompiler(() => JSON.stringify);
  const registry = createRegistry();
  registerErrors(app);
  registerCaller(app);
  endConnections(app, draining);
  registerMetrics(app, registry);
  registerSecurity(app, scriptSources);
  await registerOpenApi(app, settings);
  registerHealth(app, async () => !draining.aborted && (await reachable(clients)));
  await app.register((api) => registerApi(api, registry, foundations));
  if (settings.webRoot !== undefined) await registerPage(app, settings.webRoot);
  return app;
}

/** What needs a token, if there is one to show; routes have a limit as well. */
async function registerApi(
  api: FastifyInstance,
  registry: Registry,
  foundations: Foundations,
): Promise<void> {
  const { settings, clients, draining } = foundations;
  api.addHook("onRequest", requireReader(settings));
  serveMetrics(api, registry);
  await api.register(rateLimit, {
    max: settings.rateLimitPerMinute,
    timeWindow: "1 minute",
    errorResponseBuilder: (_, { ttl }) =>
      new HttpProblem(429, "rate-limited", "too many requests from this address", { retryAfterMs: ttl }),
  });
  for (const routesOf of Object.values<Routes>(routes)) {
    await api.register(routesOf(clients, { settings, draining }));
  }
}
