import { type ChannelOptions, credentials } from "@grpc/grpc-js";
import { type Address, formatAddress } from "@trivium/chassis/config";
import { ForecastServiceClient } from "@trivium/contracts/forecast/v1/forecast_service";
import { RolloutServiceClient } from "@trivium/contracts/rollout/v1/rollout_service";
import { SimulationServiceClient } from "@trivium/contracts/simulation/v1/simulation_service";

const MAX_MESSAGE_BYTES = 1 << 20;

const retried = { maxAttempts: 4, initialBackoff: "0.05s", maxBackoff: "1s", backoffMultiplier: 2 };

/** Calls that are safe to repeat are, when a service cannot be reached. Streams see to it themselves. */
const serviceConfig = JSON.stringify({
  loadBalancingConfig: [{ round_robin: {} }],
  methodConfig: [
    {
      name: ["CreateForecast", "GetForecast", "ListForecasts", "CancelForecast", "BuildSchedule"].map(
        (method) => ({ service: "trivium.forecast.v1.ForecastService", method }),
      ),
      retryPolicy: { ...retried, retryableStatusCodes: ["UNAVAILABLE"] },
    },
    {
      // Steps of a rollout are a person's, made once.
      name: ["GetRollout", "ListMismatches", "GetMismatch", "ListAudit"].map((method) => ({
        service: "trivium.rollout.v1.RolloutService",
        method,
      })),
      retryPolicy: { ...retried, retryableStatusCodes: ["UNAVAILABLE"] },
    },
    {
      name: [{ service: "trivium.simulation.v1.SimulationService" }],
      // A busy simulator has a place again in a moment.
      retryPolicy: { ...retried, retryableStatusCodes: ["UNAVAILABLE", "RESOURCE_EXHAUSTED"] },
    },
  ],
});

/** The one policy of every channel. */
const policy: ChannelOptions = {
  "grpc.service_config": serviceConfig,
  // Looking one up in the DNS as well only costs time, where it cannot be asked.
  "grpc.service_config_disable_resolution": 1,
  "grpc.keepalive_time_ms": 30_000,
  "grpc.keepalive_timeout_ms": 10_000,
  // The default grows to two minutes: far too long after a restart.
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_reconnect_backoff_ms": 1000,
  // A container that starts again may have another address.
  "grpc.dns_min_time_between_resolutions_ms": 1000,
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
};

/** Clients of the services behind the gateway. */
export interface Clients {
  readonly forecast: ForecastServiceClient;
  /** Of the forecast service: the rollout of its hot path. */
  readonly rollout: RolloutServiceClient;
  readonly simulation: SimulationServiceClient;
  close(): void;
}

/** Where the services are. */
export interface Addresses {
  readonly forecast: Address;
  readonly simulators: readonly Address[];
}

/** Connects to the services; simulators take turns. Nothing is sent before the first call. */
export function connect({ forecast, simulators }: Addresses): Clients {
  const insecure = credentials.createInsecure();
  const clients = {
    forecast: new ForecastServiceClient(formatAddress(forecast), insecure, policy),
    rollout: new RolloutServiceClient(formatAddress(forecast), insecure, policy),
    simulation: new SimulationServiceClient(target(simulators), insecure, policy),
  };
  return {
    ...clients,
    close: () => {
      clients.forecast.close();
      clients.rollout.close();
      clients.simulation.close();
    },
  };
}

/** One target for several addresses: by number in a list, by name when it is only one. */
function target(addresses: readonly Address[]): string {
  const [first] = addresses;
  const list = addresses.map(formatAddress).join(",");
  return addresses.length === 1 && first !== undefined ? `dns:${list}` : `ipv4:${list}`;
}
