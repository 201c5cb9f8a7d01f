import type { Rollout } from "@trivium/gateway/schemas";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import { rolloutText } from "../text/rollout.ts";

export const status: Command = {
  summary: "the stage, both sides, and what the evidence says",
  async run({ gateway, output }) {
    const rollout = await gateway.get<Rollout>("/v1/rollout");
    output.answer(rollout, () => rolloutText(rollout));
    return EXIT.done;
  },
};
