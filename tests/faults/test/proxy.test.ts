import {
  credentials,
  Metadata,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { SimulateRequest, SimulateResponse } from "@trivium/contracts/simulation/v1/simulation";
import {
  SimulationServiceClient,
  SimulationServiceService,
} from "@trivium/contracts/simulation/v1/simulation_service";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Faults } from "../src/proxy/fault.ts";
import { Proxy } from "../src/proxy/proxy.ts";

type Call = ServerUnaryCall<SimulateRequest, SimulateResponse>;
type Handler = (call: Call, answer: sendUnaryData<SimulateResponse>) => void;

const question = SimulateRequest.fromPartial({ drift: [0.5, -0], seed: 3n, pathCount: 7 });
const right = SimulateResponse.fromPartial({
  years: [{ firstBin: 2, counts: [1, 5, 1] }],
  checksum: 0x8000_0000_0000_0001n,
  build: { implementation: "rust", buildId: "one", contractHash: "abc" },
});

let simulator: Server;
let port: number;
let handle: Handler;
let faults: Faults;
/** What chance brings next; 0 once it is used up. */
let chances: number[];
let proxy: Proxy;
let client: SimulationServiceClient;

async function startSimulator(at: number): Promise<void> {
  simulator = new Server();
  simulator.addService(SimulationServiceService, {
    simulate: (call: Call, answer: sendUnaryData<SimulateResponse>) => handle(call, answer),
  });
  port = await new Promise((resolve, reject) => {
    const done = (error: Error | null, bound: number) => (error === null ? resolve(bound) : reject(error));
    simulator.bindAsync(`127.0.0.1:${at}`, ServerCredentials.createInsecure(), done);
  });
}

beforeEach(async () => {
  handle = (_, answer) => answer(null, right);
  await startSimulator(0);
  chances = [];
  faults = new Faults(() => chances.shift() ?? 0);
  proxy = await Proxy.listen(0, `127.0.0.1:${port}`, faults);
  client = new SimulationServiceClient(proxy.address, credentials.createInsecure());
});
afterEach(async () => {
  vi.useRealTimers();
  client.close();
  simulator.forceShutdown();
  await proxy[Symbol.asyncDispose]();
});

/** From now on time passes only when a test says so. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"] });
}

function simulate(metadata = new Metadata(), deadline = Date.now() + 20_000): Promise<SimulateResponse> {
  return new Promise((resolve, reject) => {
    client.simulate(question, metadata, { deadline }, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}

const failed = (call: Promise<unknown>): Promise<ServiceError> =>
  call.then(
    () => expect.fail("the call did not fail"),
    (error: ServiceError) => error,
  );

test("a call goes through as it is: request, metadata, deadline, answer", async () => {
  const seen = Promise.withResolvers<Call>();
  handle = (call, answer) => {
    seen.resolve(call);
    answer(null, right);
  };
  const metadata = new Metadata();
  metadata.set("traceparent", "00-1-2-01");
  stopClock();
  const deadline = Date.now() + 5000;
  expect(await simulate(metadata, deadline)).toEqual(right);
  const call = await seen.promise;
  expect(call.request).toEqual(question);
  expect(Object.is(call.request.drift[1], -0)).toBe(true);
  expect(call.metadata.get("traceparent")).toEqual(["00-1-2-01"]);
  expect(Number(call.getDeadline())).toBe(deadline);
});

test("an error goes through with its message and its details", async () => {
  handle = (_, answer) => {
    const metadata = new Metadata();
    metadata.set("grpc-status-details-bin", Buffer.of(1, 2, 3));
    answer({ code: status.INVALID_ARGUMENT, details: "100 % wrong: ü", metadata });
  };
  const error = await failed(simulate());
  expect(error).toMatchObject({ code: status.INVALID_ARGUMENT, details: "100 % wrong: ü" });
  expect(error.metadata.get("grpc-status-details-bin")).toEqual([Buffer.of(1, 2, 3)]);
});

test("who gives up ends the call at the simulator", async () => {
  const cancelled = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  handle = (call) => {
    call.on("cancelled", cancelled.resolve);
    begun.resolve();
  };
  const call = client.simulate(question, () => {});
  await begun.promise;
  call.cancel();
  await cancelled.promise;
});

test("without the simulator a call is UNAVAILABLE, until it is back", async () => {
  await simulate();
  simulator.forceShutdown();
  expect((await failed(simulate())).code).toBe(status.UNAVAILABLE);
  await startSimulator(port);
  expect(await simulate()).toEqual(right);
});

test("an alteration hits its share of the calls, until it is mended", async () => {
  const alter = (message: Buffer) => Buffer.concat([message, Buffer.of(0x10, 9)]);
  chances = [0.2, 0.3, 0.9, 0.29];
  const planted = faults.plant({ kind: "alter", alter }, 0.3);
  const twice = planted.hit(2);
  const answers = [await simulate(), await simulate(), await simulate(), await simulate()];
  expect(answers.map(({ depletedPaths }) => depletedPaths)).toEqual([9, 0, 0, 9]);
  await twice;
  faults.mend();
  expect(await simulate()).toEqual(right);
  expect(planted.hits).toBe(2);
});

test("an error is left as it is by an alteration", async () => {
  handle = (_, answer) => answer({ code: status.RESOURCE_EXHAUSTED, details: "full" });
  faults.plant({ kind: "alter", alter: () => Buffer.alloc(0) });
  expect((await failed(simulate())).code).toBe(status.RESOURCE_EXHAUSTED);
});

test("a planted error does not reach the simulator", async () => {
  handle = () => expect.fail("it was asked");
  faults.plant({ kind: "fail", code: status.INTERNAL, message: "planted" });
  expect(await failed(simulate())).toMatchObject({ code: status.INTERNAL, details: "planted" });
});

test("a hang lasts to the deadline", async () => {
  stopClock();
  const planted = faults.plant({ kind: "hang" });
  const error = failed(simulate(new Metadata(), Date.now() + 100));
  await planted.hit(1);
  vi.advanceTimersByTime(100);
  expect((await error).code).toBe(status.DEADLINE_EXCEEDED);
});

test("a cut takes every call on the connection along; the next one finds a new connection", async () => {
  const begun = Promise.withResolvers<void>();
  handle = () => begun.resolve();
  const other = failed(simulate());
  await begun.promise;
  handle = (_, answer) => answer(null, right);
  faults.plant({ kind: "cut" });
  expect((await failed(simulate())).code).toBe(status.UNAVAILABLE);
  expect((await other).code).toBe(status.UNAVAILABLE);
  faults.mend();
  expect(await simulate()).toEqual(right);
});

test("a delay holds the answer back", async () => {
  const answered = Promise.withResolvers<number>();
  handle = (_, answer) => {
    answer(null, right);
    answered.resolve(performance.now());
  };
  faults.plant({ kind: "delay", ms: 100 });
  expect(await simulate()).toEqual(right);
  expect(performance.now() - (await answered.promise)).toBeGreaterThan(90);
});
