import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { docsCss, docsHtml, docsScript } from "../docs/page.ts";
import { info } from "../own.ts";
import * as schemas from "../schemas/index.ts";
import type { Tokens } from "./authentication.ts";

/** `/openapi.json`, made from the routes' schemas, and `/docs`, a page for it. Register before the routes. */
export async function registerOpenApi(app: FastifyInstance, tokens: Tokens): Promise<void> {
  for (const schema of Object.values(schemas)) if ("$id" in schema) app.addSchema(schema);
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { ...info, version: "0.1.0" },
      ...securityOf(tokens),
    },
    refResolver: {
      buildLocalReference: (json, _base, _fragment, index) =>
        typeof json["$id"] === "string" ? json["$id"] : `schema-${index}`,
    },
  });
  const hidden = { schema: { hide: true } };
  app.get("/openapi.json", hidden, async () => app.swagger());
  app.get("/docs", hidden, async (_, reply) => reply.type("text/html; charset=utf-8").send(docsHtml));
  app.get("/docs/style.css", hidden, async (_, reply) => reply.type("text/css").send(docsCss));
  app.get("/docs/script.js", hidden, async (_, reply) => reply.type("text/javascript").send(docsScript));
}

/** Which tokens there are; operations that need the operator's say so themselves. */
function securityOf({ apiToken, operatorToken }: Tokens) {
  const bearer = (description: string) => ({ type: "http", scheme: "bearer", description }) as const;
  return {
    components: {
      securitySchemes: {
        ...(apiToken === undefined ? {} : { token: bearer("Everything but what is the operators'.") }),
        ...(operatorToken === undefined ? {} : { operator: bearer("Everything.") }),
      },
    },
    ...(apiToken === undefined ? {} : { security: [{ token: [] }] }),
  };
}
