import { status } from "@grpc/grpc-js";
import type {
  Answer as AnswerMessage,
  Difference as DifferenceMessage,
  Mismatch as MismatchMessage,
  Value as ValueMessage,
} from "@trivium/contracts/rollout/v1/rollout";
import type { ReplayMismatchResponse } from "@trivium/contracts/rollout/v1/rollout_service";
import type { Answer, Difference, Mismatch, MismatchSummary, Replay, Value } from "../schemas/index.ts";
import { requestOf, responseOf } from "./compared.ts";
import { identityOf, stageOf } from "./rollout.ts";
import { timeText } from "./time.ts";

/** A mismatch without its request and answers. */
export function mismatchSummaryOf(message: MismatchMessage): MismatchSummary {
  return {
    id: message.id,
    firstTime: timeText(message.firstTime),
    lastTime: timeText(message.lastTime),
    count: Number(message.count),
    identity: identityOf(message.identity),
    stage: stageOf(message.stage),
    difference: differenceOf(message.difference),
  };
}

/** A whole mismatch. */
export function mismatchOf(message: MismatchMessage | undefined): Mismatch {
  if (message === undefined) throw new Error("an answer without a mismatch");
  return {
    ...mismatchSummaryOf(message),
    request: requestOf(message.request),
    control: answerOf(message.control),
    candidate: answerOf(message.candidate),
  };
}

/** What both sides answer now. */
export function replayOf({ control, candidate, difference, identity }: ReplayMismatchResponse): Replay {
  return {
    control: answerOf(control),
    candidate: answerOf(candidate),
    ...(difference === undefined ? {} : { difference: differenceOf(difference) }),
    identity: identityOf(identity),
  };
}

function answerOf(message: AnswerMessage | undefined): Answer {
  const { code = status.UNKNOWN, message: text = "", response } = message ?? {};
  return {
    code: status[code] ?? String(code),
    ...(text === "" ? {} : { message: text }),
    ...(response === undefined ? {} : { response: responseOf(response) }),
  };
}

function differenceOf(message: DifferenceMessage | undefined): Difference {
  return {
    field: message?.field ?? "",
    control: valueOf(message?.control),
    candidate: valueOf(message?.candidate),
  };
}

function valueOf(message: ValueMessage | undefined): Value {
  const { text = "", bits = "" } = message ?? {};
  return { text, ...(bits === "" ? {} : { bits }) };
}
