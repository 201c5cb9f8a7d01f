import type { Answer, Replay } from "@trivium/gateway/schemas";
import type { Command } from "../command.ts";
import { EXIT } from "../exit.ts";
import type { Gateway } from "../gateway.ts";
import { table } from "../text/table.ts";
import { differenceText } from "../text/words.ts";

export const replay: Command = {
  summary: "runs both sides again on a mismatch's request; exit 5 when they still differ",
  operand: "ID",
  async run({ gateway, output, operand }) {
    const answers = await replayed(gateway, operand);
    output.answer(answers, () => replayText(answers));
    return answers.difference === undefined ? EXIT.done : EXIT.differs;
  },
};

/** What both sides answer to a mismatch's request now. */
export function replayed(gateway: Gateway, id: string): Promise<Replay> {
  return gateway.post<Replay>(`/v1/rollout/mismatches/${encodeURIComponent(id)}/replay`, {});
}

function replayText({ control, candidate, difference, identity }: Replay): string {
  return [
    table(
      ["", "build", "answer"],
      [
        ["control", identity.controlBuild, answerText(control)],
        ["candidate", identity.candidateBuild, answerText(candidate)],
      ],
    ),
    "",
    difference === undefined ? "they agree" : `they differ in ${differenceText(difference)}`,
  ].join("\n");
}

function answerText({ code, message }: Answer): string {
  return message === undefined ? code : `${code}: ${message}`;
}
