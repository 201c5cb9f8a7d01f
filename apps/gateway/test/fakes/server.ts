import {
  type handleServerStreamingCall,
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceDefinition,
  status,
} from "@grpc/grpc-js";
import { Refusal } from "./refusal.ts";

/** Answers a unary call; a thrown {@link Refusal} is its status. */
export type Answer<Request, Response> = (
  request: Request,
  call: ServerUnaryCall<Request, Response>,
) => Response | Promise<Response>;

/** What a service answers in a test, by method. What is not set must not be called. */
export type Answers<Service> = { -readonly [Method in keyof Service]?: AnswerTo<Service[Method]> };

type AnswerTo<Method> = Method extends {
  requestDeserialize: (bytes: Buffer) => infer Request;
  responseDeserialize: (bytes: Buffer) => infer Response;
  responseStream: infer Streams;
}
  ? Streams extends true
    ? handleServerStreamingCall<Request, Response>
    : Answer<Request, Response>
  : never;

type Unary = Answer<unknown, unknown>;
type Stream = handleServerStreamingCall<unknown, unknown>;

/** A gRPC server on loopback, and the way to take it away as a crash would. */
export interface FakeServer extends AsyncDisposable {
  readonly address: { readonly host: string; readonly port: number };
}

/** A service, and what it answers by the time of each call. */
export type FakeService = readonly [definition: ServiceDefinition, answers: Answers<ServiceDefinition>];

/** Serves services; port 0 takes a free one. */
export async function serve(services: readonly FakeService[], port = 0): Promise<FakeServer> {
  const server = new Server();
  for (const [definition, answers] of services) {
    const methods = Object.entries(definition).map(([name, { responseStream }]) => [
      name,
      responseStream
        ? streaming(() => answers[name] as Stream | undefined)
        : answering(() => answers[name] as Unary | undefined),
    ]);
    server.addService(definition, Object.fromEntries(methods));
  }
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

function answering(answer: () => Unary | undefined): handleUnaryCall<unknown, unknown> {
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

function streaming(stream: () => Stream | undefined): Stream {
  return (call) => {
    const method = stream();
    if (method === undefined)
      call.emit("error", new Refusal(status.UNIMPLEMENTED, "unexpected in this test"));
    else method(call);
  };
}
