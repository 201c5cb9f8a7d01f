import { setTimeout as sleep } from "node:timers/promises";
import type { Rollout } from "@trivium/gateway/schemas";
import type { Call, Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { Gone } from "../fault.ts";
import { rolloutLine } from "../text/rollout.ts";

const RETRY_MS = 500;

export const watch: Command = {
  summary: "a line with every change, and every second while there are calls, until Ctrl-C",
  async run(call) {
    // A stack that is not there is said at once; one that goes away may come back.
    await call.gateway.get("/v1/rollout");
    while (!call.signal.aborted) {
      try {
        await follow(call);
        call.output.remark("the stack has ended the stream: asking again");
      } catch (error) {
        if (call.signal.aborted) break;
        if (!(error instanceof Gone)) throw error;
        call.output.remark(`${error.message.split("\n")[0]}: waiting for it`);
      }
      await sleep(RETRY_MS, undefined, { signal: call.signal }).catch(() => undefined);
    }
    return EXIT.done;
  },
};

async function follow({ gateway, output }: Call): Promise<void> {
  for await (const rollout of gateway.events<Rollout>("/v1/rollout/events")) {
    output.line(rollout, () => rolloutLine(rollout, new Date().toISOString()));
  }
}
