import type { Rollout, Stage } from "@trivium/gateway/schemas";
import { useRef, useState } from "react";
import type { Fault } from "../api/fault.ts";
import { TokenDialog, type TokenWords } from "../api/TokenDialog.tsx";
import type { Names } from "../migration/names.ts";
import { Dial } from "./Dial.tsx";
import { KillButton } from "./KillButton.tsx";
import { OutcomeLine } from "./OutcomeLine.tsx";
import { refusalWords } from "./refusal.ts";
import { SignatureFields } from "./SignatureFields.tsx";
import { Steps } from "./Steps.tsx";
import { useSignature } from "./useSignature.ts";
import type { Steering } from "./useSteering.ts";

interface Props {
  readonly rollout: Rollout;
  readonly names: Names;
  readonly steering: Steering;
  /** Why this person may steer nothing, if so. */
  readonly lock: Fault | undefined;
  readonly onToken: () => void;
}

const OPERATOR_TOKEN: TokenWords = {
  title: "The operator’s token is needed",
  why: "Only operators may steer. The token is kept until this tab is closed.",
  refused: "The token that was entered may only read.",
};

/** All that a person can do to the rollout. */
export function SteerPanel({ rollout, names, steering, lock, onToken }: Props) {
  const panel = useRef<HTMLElement>(null);
  const signature = useSignature();
  const { outcome } = steering;
  const busy = outcome.state === "asked";

  const set = async (stage: Stage, percent?: number) => {
    const signed = signature.sign();
    if (signed === undefined) return false;
    // The button that was pressed may go: the keyboard stays where it was.
    panel.current?.focus();
    const done = await steering.set(stage, percent, signed);
    if (done) signature.used();
    return done;
  };
  const kill = () => {
    void steering.kill(signature.signAnyway("killed on the page"));
    panel.current?.focus();
  };

  return (
    <section id="steer" className="steer" aria-labelledby="steer-title" tabIndex={-1} ref={panel}>
      <h2 id="steer-title">Steer</h2>
      {lock !== undefined && <Locked lock={lock} onToken={onToken} />}
      <fieldset disabled={lock !== undefined}>
        <legend className="unseen">Steps and share</legend>
        <SignatureFields form={signature} />
        <Dial
          state={rollout.state}
          names={names}
          busy={busy}
          onShare={(percent) => set(rollout.state.stage, percent)}
        />
        <Steps rollout={rollout} busy={busy} onStep={(stage) => void set(stage)} />
      </fieldset>
      <KillButton control={names.control} idle={idleText(rollout, lock)} onKill={kill} />
      {/* Below everything: nothing moves away from under the pointer. */}
      {lock === undefined && <OutcomeLine outcome={outcome} />}
    </section>
  );
}

function idleText({ state, storeUnreachable }: Rollout, lock: Fault | undefined): string {
  if (lock !== undefined) return refusalWords(lock).title;
  return state.stage === "off" && !storeUnreachable ? "It is off already." : "";
}

/** Why everything here is disabled, and a way out. */
function Locked({ lock, onToken }: Required<Pick<Props, "onToken">> & { readonly lock: Fault }) {
  const [entering, setEntering] = useState(false);
  const { title, detail } = refusalWords(lock);
  return (
    <div className="notice" role="alert">
      <p>
        <strong>{title}.</strong> {detail}
      </p>
      <button type="button" className="quiet" onClick={() => setEntering(true)}>
        Enter a token
      </button>
      {entering && (
        <TokenDialog words={OPERATOR_TOKEN} onEntered={onToken} onLeave={() => setEntering(false)} />
      )}
    </div>
  );
}
