import type { handleServerStreamingCall } from "@grpc/grpc-js";
import {
  type GetMismatchRequest,
  type GetMismatchResponse,
  type GetRolloutRequest,
  type GetRolloutResponse,
  type KillRequest,
  type KillResponse,
  type ListAuditRequest,
  type ListAuditResponse,
  type ListMismatchesRequest,
  type ListMismatchesResponse,
  type ReplayMismatchRequest,
  type ReplayMismatchResponse,
  RolloutServiceService,
  type SetStageRequest,
  type SetStageResponse,
  type WatchRolloutRequest,
  type WatchRolloutResponse,
} from "@trivium/contracts/rollout/v1/rollout_service";
import { type Answer, answering, type Service, streaming } from "./server.ts";

/** What the rollout answers in a test. What is not set must not be called. */
export interface RolloutAnswers {
  getRollout?: Answer<GetRolloutRequest, GetRolloutResponse>;
  watchRollout?: handleServerStreamingCall<WatchRolloutRequest, WatchRolloutResponse>;
  setStage?: Answer<SetStageRequest, SetStageResponse>;
  kill?: Answer<KillRequest, KillResponse>;
  listMismatches?: Answer<ListMismatchesRequest, ListMismatchesResponse>;
  getMismatch?: Answer<GetMismatchRequest, GetMismatchResponse>;
  replayMismatch?: Answer<ReplayMismatchRequest, ReplayMismatchResponse>;
  listAudit?: Answer<ListAuditRequest, ListAuditResponse>;
}

/** The service of rollouts that answers so. */
export function rolloutService(answers: RolloutAnswers): Service {
  return [
    RolloutServiceService,
    {
      getRollout: answering(() => answers.getRollout),
      watchRollout: streaming(() => answers.watchRollout),
      setStage: answering(() => answers.setStage),
      kill: answering(() => answers.kill),
      listMismatches: answering(() => answers.listMismatches),
      getMismatch: answering(() => answers.getMismatch),
      replayMismatch: answering(() => answers.replayMismatch),
      listAudit: answering(() => answers.listAudit),
    },
  ];
}
