import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { Refusal } from "./refusal.ts";

/** Answers a unary call; a thrown {@link Refusal} is its status. */
export type Answer<Request, Response> = (
  request: Request,
  call: ServerUnaryCall<Request, Response>,
) => Response | Promise<Response>;

/** A gRPC server on loopback, and the way to take it away as a crash would. */
export interface FakeServer extends AsyncDisposable {
  readonly address: { readonly host: string; readonly port: number };
}

/** A service, and what implements it. */
export type Service = readonly [definition: ServiceDefinition, implementation: UntypedServiceImplementation];

/** Serves services; port 0 takes a free one. */
export async function serve(services: readonly Service[], port = 0): Promise<FakeServer> {
  const server = new Server();
  for (const service of services) server.addService(...service);
  const host = "127.0.0.1";
  const bound = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, taken) =>
      error === null ? resolve(taken) : reject(error),
    );
  });
  return {
    address: { host, port: bound },
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
}

/** A unary method that answers as the test says by the time of the call. */
export function answering<Request, Response>(
  answer: () => Answer<Request, Response> | undefined,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const respond = async () => {
      try {
        const method = answer();
        if (method === undefined) throw new Refusal(status.UNIMPLEMENTED, "unexpected in this test");
        callback(null, await method(call.request, call));
      } catch (error) {
        callback(error as Refusal);
      }
    };
    void respond();
  };
}

/** The same for a method that streams. */
export function streaming<Request, Response>(
  stream: () => handleServerStreamingCall<Request, Response> | undefined,
): handleServerStreamingCall<Request, Response> {
  return (call) => {
    const method = stream();
    if (method === undefined)
      call.emit("error", new Refusal(status.UNIMPLEMENTED, "unexpected in this test"));
    else method(call);
  };
}
