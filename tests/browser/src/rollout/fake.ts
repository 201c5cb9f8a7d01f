import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerWritableStream,
  status,
} from "@grpc/grpc-js";
import { type AuditEntry, type Mismatch, type Rollout, Stage } from "@trivium/contracts/rollout/v1/rollout";
import {
  type ReplayMismatchResponse,
  type RolloutServiceServer,
  RolloutServiceService,
  type SetStageRequest,
  type WatchRolloutRequest,
  type WatchRolloutResponse,
} from "@trivium/contracts/rollout/v1/rollout_service";
import { Refusal } from "./refusal.ts";

type Watcher = ServerWritableStream<WatchRolloutRequest, WatchRolloutResponse>;

/** A service of rollouts that shows what a test wants to see. It keeps versions and the audit trail itself. */
export class FakeRollout {
  readonly #server = new Server();
  readonly #watchers = new Set<Watcher>();
  #rollout: Rollout;
  #audit: readonly AuditEntry[] = [];
  /** Newest first. */
  mismatches: readonly Mismatch[] = [];
  /** What a replay comes to. */
  replay: ReplayMismatchResponse | undefined;
  /** Why the next step is refused, if it is. */
  refusal = "";

  constructor(rollout: Rollout) {
    this.#rollout = rollout;
    this.#server.addService(RolloutServiceService, this.#service());
  }

  /** Serves on loopback; answers with its address. */
  async listen(): Promise<string> {
    const port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    return `127.0.0.1:${port}`;
  }

  stop(): void {
    this.#server.forceShutdown();
  }

  get rollout(): Rollout {
    return this.#rollout;
  }

  /** Shows another rollout to whoever watches, with this audit trail. */
  show(rollout: Rollout, audit: readonly AuditEntry[] = this.#audit): void {
    this.#rollout = rollout;
    this.#audit = audit;
    for (const watcher of this.#watchers) watcher.write({ rollout });
  }

  #service(): RolloutServiceServer {
    return {
      getRollout: answering(() => ({ rollout: this.#rollout })),
      watchRollout: (call) => this.#watch(call),
      setStage: answering((request) => this.#setStage(request)),
      kill: answering(({ reason, actor }) => {
        this.#change(Stage.STAGE_OFF, 0, reason, actor);
        return { rollout: this.#rollout, stored: true };
      }),
      listMismatches: answering(() => ({ mismatches: [...this.mismatches], nextPageToken: "" })),
      getMismatch: answering(({ id }) => ({ mismatch: this.#mismatch(id) })),
      replayMismatch: answering(({ id }) => {
        this.#mismatch(id);
        if (this.replay === undefined) throw new Error("there is no replay in this test");
        return this.replay;
      }),
      listAudit: answering(() => ({ entries: [...this.#audit], nextPageToken: "" })),
    };
  }

  #watch(call: Watcher): void {
    this.#watchers.add(call);
    call.on("cancelled", () => this.#watchers.delete(call));
    call.write({ rollout: this.#rollout });
  }

  #setStage({ version, stage, basisPoints = 100, reason, actor }: SetStageRequest) {
    const { state } = this.#rollout;
    if (version !== state?.version) {
      throw new Refusal(status.ABORTED, "ROLLOUT_VERSION_STALE", "the state is another", state);
    }
    if (this.refusal !== "") {
      throw new Refusal(status.FAILED_PRECONDITION, "ROLLOUT_STEP_REFUSED", this.refusal);
    }
    this.#change(stage, basisPoints, reason, actor);
    return { rollout: this.#rollout };
  }

  #change(stage: Stage, basisPoints: number, reason: string, actor: string): void {
    const { state: before, evidence, budgets } = this.#rollout;
    if (before === undefined) throw new Error("a rollout without a state");
    const time = new Date();
    const after = { ...before, version: before.version + 1n, stage, basisPoints, changeTime: time };
    const { version } = after;
    const entry = { version, time, actor, reason, before, after, evidence, budgets, mismatchId: "" };
    this.show({ ...this.#rollout, state: after }, [entry, ...this.#audit]);
  }

  #mismatch(id: string): Mismatch {
    const found = this.mismatches.find((mismatch) => mismatch.id === id);
    if (found === undefined) throw new Refusal(status.NOT_FOUND, "MISMATCH_NOT_FOUND", `no mismatch ${id}`);
    return found;
  }
}

/** A unary method; what it throws is the status of the call. */
function answering<Request, Response>(
  answer: (request: Request) => Response,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    try {
      callback(null, answer(call.request));
    } catch (error) {
      callback(error as Refusal);
    }
  };
}
