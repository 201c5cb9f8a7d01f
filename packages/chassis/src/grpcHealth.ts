/** gRPC's own health service (https://github.com/grpc/grpc/blob/master/doc/health-checking.md). */

import { type ServerWritableStream, status } from "@grpc/grpc-js";
import {
  type HealthCheckRequest,
  type HealthCheckResponse,
  type HealthServer,
  HealthCheckResponse_ServingStatus as Serving,
} from "@trivium/contracts/grpc/health/v1/health";
import { Refusal } from "./refusal.ts";

type Watcher = ServerWritableStream<HealthCheckRequest, HealthCheckResponse>;

/** The health of a server and of its services: all serve, until it drains. */
export class Health {
  readonly #names: ReadonlySet<string>;
  readonly #watchers = new Set<Watcher>();
  #status: Serving = Serving.SERVING;

  /** Names are full ones, such as `trivium.pricing.v1.PricingService`. */
  constructor(names: readonly string[]) {
    this.#names = new Set(["", ...names]);
  }

  /** From now on nothing serves. Whoever watches is told, and watches no longer. */
  drain(): void {
    this.#status = Serving.NOT_SERVING;
    for (const watcher of this.#watchers) {
      watcher.write({ status: this.#status });
      watcher.end();
    }
    this.#watchers.clear();
  }

  /** The service that answers. */
  readonly server: HealthServer = {
    check: ({ request: { service } }, callback) => {
      if (this.#names.has(service)) callback(null, { status: this.#status });
      else callback(new Refusal(status.NOT_FOUND, "there is no such service"));
    },
    list: (_, callback) => {
      const statuses = [...this.#names].map((name) => [name, { status: this.#status }] as const);
      callback(null, { statuses: Object.fromEntries(statuses) });
    },
    watch: (call) => {
      const known = this.#names.has(call.request.service);
      call.write({ status: known ? this.#status : Serving.SERVICE_UNKNOWN });
      this.#watchers.add(call);
      call.on("cancelled", () => this.#watchers.delete(call));
    },
  };
}
