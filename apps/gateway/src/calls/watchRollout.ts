import type { Rollout } from "@trivium/contracts/rollout/v1/rollout";
import type { RolloutServiceClient } from "@trivium/contracts/rollout/v1/rollout_service";
import { resumed } from "./resumed.ts";
import { type Caller, metadataFor } from "./unary.ts";

/**
 * A rollout as it is, then whenever it changes, as long as its caller stays: a service
 * that drains ends the stream, and another takes it up.
 *
 * @throws {CallError} when the rollout is unknown, or the service stays away.
 */
export async function* watchRollout(
  client: RolloutServiceClient,
  name: string,
  caller: Caller,
): AsyncGenerator<Rollout, void, undefined> {
  const open = () => client.watchRollout({ name }, metadataFor(caller));
  for await (const { rollout } of resumed(open, caller, { endless: true })) {
    if (rollout !== undefined) yield rollout;
  }
}
