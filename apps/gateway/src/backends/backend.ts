import type { ChannelCredentials, ChannelOptions, Client, ServiceDefinition, status } from "@grpc/grpc-js";

/** A generated client's class. */
interface Stub {
  new (target: string, credentials: ChannelCredentials, options: ChannelOptions): Client;
  readonly service: ServiceDefinition;
  readonly serviceName: string;
}

/** Where a service is: an environment variable, or else ports of this machine. Instances take turns. */
export interface Location {
  readonly variable: string;
  readonly ports: readonly [number, ...number[]];
}

/** A gRPC service behind the gateway. */
export interface Backend<S extends Stub = Stub> {
  readonly Client: S;
  readonly location: Location;
  /** Whether the gateway is of no use without it, and so not ready. */
  readonly needed: boolean;
  /** Methods that are safe to repeat: they are, when a call fails with one of {@link retriedOn}. */
  readonly repeatable: "all" | readonly string[];
  readonly retriedOn: readonly status[];
}

/** A backend with the methods of its contract. */
export const backend = <S extends Stub>(
  described: Backend<S> & { readonly repeatable: "all" | readonly (keyof S["service"])[] },
): Backend<S> => described;
