import type { RolloutState, Stage } from "@trivium/gateway/schemas";
import { type FormEvent, useEffect, useState } from "react";
import { sharePercent } from "../format/sharePercent.ts";
import type { Names } from "../migration/names.ts";
import { expectedShare, readShare, usualShares, writeShare } from "./share.ts";

interface Props {
  readonly state: RolloutState;
  readonly names: Names;
  readonly busy: boolean;
  /** Asks for a share; answers whether it was set. */
  readonly onShare: (percent: number) => Promise<boolean>;
}

/** The dial for the share of the calls. Nothing is set before the button is pressed. */
export function Dial({ state: { stage, percent = 0 }, names, busy, onShare }: Props) {
  const [draft, setDraft] = useState<string>();
  useEffect(() => setDraft(undefined), [stage]);
  const text = draft ?? writeShare(percent);
  const share = readShare(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || share === undefined || share === percent) return;
    void onShare(share).then((done) => done && setDraft(undefined));
  };
  if (stage === "off" || stage === "retired") return null;
  return (
    <form className="dial" noValidate onSubmit={submit}>
      <div className="dial-head">
        <label htmlFor="dial-share">{question(stage, names)}</label>
        <div className="box">
          <input
            id="dial-share"
            value={text}
            inputMode="decimal"
            autoComplete="off"
            aria-invalid={share === undefined}
            aria-describedby="dial-unit dial-fault"
            onChange={(event) => setDraft(event.target.value)}
          />
          <span id="dial-unit" className="unit">
            %
          </span>
        </div>
      </div>
      <input
        type="range"
        className="scale"
        aria-label="Share of the calls"
        min={0}
        max={100}
        value={share ?? percent}
        aria-valuetext={sharePercent(share ?? percent)}
        onChange={(event) => setDraft(event.target.value)}
      />
      <p id="dial-fault" className="fault" aria-live="polite">
        {share === undefined && expectedShare}
      </p>
      <UsualShares share={share} onChoose={(usual) => setDraft(String(usual))} />
      <button
        type="submit"
        className="bordered"
        aria-disabled={busy || share === undefined || share === percent}
      >
        {share === undefined || share === percent ? "Apply" : `Apply ${sharePercent(share)}`}
      </button>
    </form>
  );
}

/** What the share is of, by stage. */
function question(stage: Exclude<Stage, "off" | "retired">, { control, candidate }: Names): string {
  switch (stage) {
    case "shadow":
      return "Calls to compare";
    case "canary":
      return `Calls that ${candidate} answers`;
    case "reversed":
      return `Calls that ${control} verifies`;
    default:
      return stage satisfies never;
  }
}

interface UsualProps {
  readonly share: number | undefined;
  readonly onChoose: (percent: number) => void;
}

function UsualShares({ share, onChoose }: UsualProps) {
  return (
    <fieldset className="choices">
      <legend className="unseen">Usual shares</legend>
      {usualShares.map((usual) => (
        <button key={usual} type="button" aria-pressed={share === usual} onClick={() => onChoose(usual)}>
          {sharePercent(usual)}
        </button>
      ))}
    </fieldset>
  );
}
