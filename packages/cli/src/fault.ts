import type { StageRefusal } from "@trivium/gateway/schemas";
import { EXIT, type Exit } from "./exit.ts";

/** Why a command ends without having done its work, for the person who called it. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly exit: Exit;
  /** What the gateway said, for programs. */
  readonly problem: StageRefusal | undefined;

  constructor(message: string, exit: Exit = EXIT.failed, problem?: StageRefusal) {
    super(message);
    this.exit = exit;
    this.problem = problem;
  }
}

/** Nobody answers who could: that may pass. */
export class Gone extends Fault {}

/** A refusal of the gateway in words. */
export function refusal(problem: StageRefusal, token: string | undefined): Fault {
  const { title, detail, errors = [], state } = problem;
  const said = detail ?? title;
  switch (problem.type) {
    case "/problems/rollout-version-stale": {
      const now = state === undefined ? "" : `: it is at ${state.stage}, version ${state.version}`;
      return new Fault(`the rollout was changed meanwhile${now}`, EXIT.stale, problem);
    }
    case "/problems/rollout-step-refused":
      return new Fault(`the step is refused: ${said}`, EXIT.refused, problem);
    case "/problems/invalid-fields":
      return new Fault(
        errors.map(({ field, expected }) => `${field} ${expected}`).join("\n") || said,
        EXIT.usage,
        problem,
      );
    case "/problems/unauthenticated": {
      const what = token === undefined ? "a token: set TRIVIUM_TOKEN" : "another token than TRIVIUM_TOKEN";
      return new Fault(`the gateway asks for ${what}`, EXIT.failed, problem);
    }
    case "/problems/operator-required":
      return new Fault("this takes the operator's token: set TRIVIUM_TOKEN to it", EXIT.failed, problem);
    case "/problems/unavailable":
      return new Gone("the service or the store of its rollout cannot be reached", EXIT.failed, problem);
    default:
      return new Fault(said, EXIT.failed, problem);
  }
}
