import type { Rollout } from "@trivium/gateway/schemas";
import { count } from "../format/amount.ts";
import { rate } from "../format/rate.ts";
import { sharePercent } from "../format/sharePercent.ts";
import { verdictWord } from "./budgets.ts";
import { type Names, namesOf } from "./names.ts";
import { stageName, standing } from "./stages.ts";

/** Where the rollout stands in one word, and what that means. Its heading is there from the first. */
export function Standing({ rollout }: { readonly rollout: Rollout | undefined }) {
  return (
    <section className="headline standing" aria-labelledby="standing-title">
      <h1 id="standing-title" tabIndex={-1}>
        Migration{rollout === undefined ? "" : ` of ${rollout.name}`}
      </h1>
      {rollout === undefined ? <Waiting /> : <Known rollout={rollout} names={namesOf(rollout)} />}
    </section>
  );
}

function Waiting() {
  return (
    <>
      <p className="figure pending" aria-hidden="true">
        –
      </p>
      <p className="figure-words">Waiting for the rollout.</p>
    </>
  );
}

function Known({ rollout, names }: { readonly rollout: Rollout; readonly names: Names }) {
  const { stage, percent } = rollout.state;
  const [who, how] = standing(rollout, names);
  return (
    <>
      {rollout.killSwitch.on ? (
        <p className="figure killed" data-testid="stage">
          Killed
        </p>
      ) : (
        <p className="figure" data-testid="stage">
          {stageName(stage)}
          {percent !== undefined && (
            <>
              {" "}
              <span>{sharePercent(percent)}</span>
            </>
          )}
        </p>
      )}
      <div className="figure-words">
        <p className="interval">{who}</p>
        <p>{how}</p>
      </div>
      <dl className="facts">
        <Verdict rollout={rollout} />
        <div>
          <dt>Calls a second</dt>
          <dd>{rate(Math.max(rollout.control.callsPerSecond, rollout.candidate.callsPerSecond))}</dd>
        </div>
      </dl>
    </>
  );
}

/** What the evidence says. Where nothing is compared there is none. */
function Verdict({ rollout: { state, verdict, evidence } }: { readonly rollout: Rollout }) {
  const silent = state.stage === "off" || state.stage === "retired";
  return (
    <div>
      <dt>Evidence</dt>
      <dd className={silent ? undefined : `verdict ${verdict}`} data-testid="verdict">
        {silent ? "None" : verdictWord[verdict]}
        {!silent && <small>{count(evidence.compared)} compared</small>}
      </dd>
    </div>
  );
}
