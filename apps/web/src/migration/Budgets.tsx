import type { Budget, Rollout } from "@trivium/gateway/schemas";
import { sharePercent } from "../format/sharePercent.ts";
import { significant } from "../format/significant.ts";
import { budgetWords, samplesText, verdictWords } from "./budgets.ts";
import type { Names } from "./names.ts";

interface Props {
  readonly rollout: Rollout;
  readonly names: Names;
}

/** The budgets, how much of each is used, and what the evidence says. */
export function Budgets({ rollout: { state, budgets }, names }: Props) {
  const silent = state.stage === "off" || state.stage === "retired";
  return (
    <section className="budgets" aria-labelledby="budgets-title">
      <header className="section-head">
        <h2 id="budgets-title">Budgets</h2>
        <p>a breach leads back at once</p>
      </header>
      {silent || budgets.length === 0 ? (
        <p className="empty">Nothing is compared at this stage, so nothing is used.</p>
      ) : (
        <ul>
          {budgets.map((budget) => (
            <Row key={budget.kind} budget={budget} names={names} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Row({ budget, names }: { readonly budget: Budget; readonly names: Names }) {
  const { name, observed, limit } = budgetWords(budget, names);
  const used = `${sharePercent(significant(100 * budget.used))} used`;
  return (
    <li className={budget.verdict}>
      <h3>{name}</h3>
      <p className="observed">
        {observed}, <span>{limit}</span>
      </p>
      <div
        className="used"
        role="meter"
        aria-label={`Used of the budget: ${name}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * budget.used)}
        aria-valuetext={used}
      >
        <div style={{ width: `${100 * budget.used}%` }} />
      </div>
      <p className="used-text">{used}</p>
      <p className={`verdict ${budget.verdict}`}>{verdictWords[budget.verdict]}</p>
      <p className="samples">{samplesText(budget)}</p>
    </li>
  );
}
