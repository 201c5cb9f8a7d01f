import type { Killed, Rollout, Stage, StageChange } from "@trivium/gateway/schemas";
import type { Call, Command, Option } from "../command.ts";
import { EXIT, type Exit } from "../exit.ts";
import { Fault } from "../fault.ts";
import { userName } from "../settings.ts";
import { rolloutText } from "../text/rollout.ts";

const STAGES: readonly Stage[] = ["off", "shadow", "canary", "reversed", "retired"];

const reason: Option = { value: "R", help: "why, for the audit trail", required: true };
const actor: Option = { value: "WHO", help: "who; your user name by default" };
const meantFor: Option = {
  value: "N",
  help: "the version that the step is meant for; the present one by default",
};

export const set: Command = {
  summary: "sets the stage: forward one at a time with evidence, back by any number",
  operand: "STAGE",
  options: {
    percent: { value: "P", help: "share of the calls, 0 to 100 with two decimals at most" },
    reason,
    actor,
    version: meantFor,
  },
  run: (call) => setStage(call, stageIn(call.operand)),
};

export const retire: Command = {
  summary: "the last step: the candidate answers everything, nothing is compared",
  options: { reason, actor, version: meantFor },
  run: (call) => setStage(call, "retired"),
};

export const kill: Command = {
  summary: "back to off at once, whatever the version",
  options: { reason: { ...reason, required: false }, actor },
  async run({ gateway, output, options }) {
    const killed = await gateway.post<Killed>("/v1/rollout/kill", {
      reason: options["reason"] ?? "killed from the command line",
      actor: options["actor"] ?? userName(),
    });
    output.answer(killed, () => rolloutText(killed.rollout));
    if (!killed.stored) {
      output.remark("The store does not have it yet: one replica alone is killed. Kill the others, too.");
    }
    return EXIT.done;
  },
};

async function setStage({ gateway, output, options }: Call, stage: Stage): Promise<Exit> {
  const asked = {
    stage,
    ...percentIn(options["percent"]),
    reason: options["reason"] ?? "",
    actor: options["actor"] ?? userName(),
  };
  const version = versionIn(options["version"]) ?? (await gateway.get<Rollout>("/v1/rollout")).state.version;
  const change: StageChange = { version, ...asked };
  const rollout = await gateway.post<Rollout>("/v1/rollout/stage", change);
  output.answer(rollout, () => rolloutText(rollout));
  return EXIT.done;
}

function stageIn(text: string): Stage {
  const stage = STAGES.find((known) => known === text);
  if (stage === undefined) throw new Fault(`STAGE must be one of ${STAGES.join(", ")}`, EXIT.usage);
  return stage;
}

function percentIn(text: string | undefined): { percent?: number } {
  if (text === undefined) return {};
  const percent = Number(text);
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(text) || percent > 100) {
    throw new Fault("--percent must be a number from 0 to 100 with two decimals at most", EXIT.usage);
  }
  return { percent };
}

function versionIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Fault("--version must be a whole number from 1", EXIT.usage);
  return Number(text);
}
