// Fastify and nothing else: answers every request with what it is told on its first line, and
// prints where it listens. The most that a gateway on Fastify could reach. Ends when its input does.

import { once } from "node:events";
import { createInterface } from "node:readline";
import { fastify } from "fastify";

/** What to answer. */
export interface Canned {
  readonly read: string;
  readonly list: string;
  readonly created: string;
}

const input = createInterface({ input: process.stdin });
const [line] = (await once(input, "line")) as [string];
const { read, list, created } = JSON.parse(line) as Canned;

const app = fastify();
app.get("/v1/forecasts/:id", async (_, reply) => reply.type("application/json").send(read));
app.get("/v1/forecasts", async (_, reply) => reply.type("application/json").send(list));
app.post("/v1/forecasts", async (_, reply) => reply.code(201).type("application/json").send(created));
console.log(JSON.stringify({ url: await app.listen({ host: "127.0.0.1", port: 0 }) }));
await once(input, "close");
process.exit(0);
