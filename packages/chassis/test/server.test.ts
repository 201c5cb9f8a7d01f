import { credentials, status } from "@grpc/grpc-js";
import {
  type HealthCheckResponse,
  HealthClient,
  HealthCheckResponse_ServingStatus as Serving,
} from "@trivium/contracts/grpc/health/v1/health";
import { expect, test } from "vitest";
import { type Echo, echo } from "./echo.ts";

const NAME = "test.v1.EchoService";

/** Asks for the health of a service. */
function check(service: Echo, name: string): Promise<HealthCheckResponse> {
  const client = new HealthClient(`127.0.0.1:${service.running.listen.port}`, credentials.createInsecure());
  return new Promise((resolve, reject) => {
    client.check({ service: name }, (error, response) => {
      client.close();
      if (error === null) resolve(response);
      else reject(error);
    });
  });
}

test("it tells its health, over gRPC and over HTTP", async () => {
  await using service = await echo(async (request) => request);
  for (const name of ["", NAME]) expect((await check(service, name)).status).toBe(Serving.SERVING);
  await expect(check(service, "nonsense")).rejects.toMatchObject({ code: status.NOT_FOUND });
  for (const path of ["/health", "/ready"]) expect((await service.get(path)).status).toBe(200);
});

test("whoever watches its health sees the drain, in which calls in flight end", async () => {
  const begun = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<string>();
  const service = await echo(() => {
    begun.resolve();
    return mayEnd.promise;
  });
  const call = service.ask("so");
  await begun.promise;
  const client = new HealthClient(`127.0.0.1:${service.running.listen.port}`, credentials.createInsecure());
  const seen: Serving[] = [];
  const watch = client.watch({ service: NAME });
  let stopped: Promise<void> | undefined;
  for await (const response of watch as AsyncIterable<HealthCheckResponse>) {
    seen.push(response.status);
    stopped ??= service.running.stop();
  }
  expect(seen).toEqual([Serving.SERVING, Serving.NOT_SERVING]);
  expect((await service.get("/ready")).status).toBe(503);
  mayEnd.resolve("in time");
  expect(await call).toBe("in time");
  await stopped;
  client.close();
  service.client.close();
});

test("a drain that overruns drops what is in flight", async () => {
  const begun = Promise.withResolvers<void>();
  const service = await echo(() => {
    begun.resolve();
    return new Promise(() => {});
  }, 0);
  const call = service.ask("so");
  await begun.promise;
  await service.running.stop();
  await expect(call).rejects.toMatchObject({ code: expect.anything() as number });
  service.client.close();
});
