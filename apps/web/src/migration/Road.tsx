import type { RolloutState } from "@trivium/gateway/schemas";
import { sharePercent } from "../format/sharePercent.ts";
import type { Names } from "./names.ts";
import { meaning, stageName, stages } from "./stages.ts";

interface Props {
  readonly state: RolloutState;
  readonly names: Names;
}

/** The five stages as a road, and the present position on it. */
export function Road({ state, names }: Props) {
  const here = stages.indexOf(state.stage);
  return (
    <section className="road" aria-labelledby="road-title">
      <header className="section-head">
        <h2 id="road-title">The road</h2>
        <p>forward by a person, back by itself</p>
      </header>
      <ol>
        {stages.map((stage, index) => (
          <li key={stage} className={placeOf(index, here)} aria-current={index === here ? "step" : undefined}>
            <h3>
              {stageName(stage)}
              {index === here && state.percent !== undefined && <span> {sharePercent(state.percent)}</span>}
            </h3>
            <p>{meaning(stage, names)}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function placeOf(index: number, here: number): "behind" | "here" | "ahead" {
  if (index === here) return "here";
  return index < here ? "behind" : "ahead";
}
