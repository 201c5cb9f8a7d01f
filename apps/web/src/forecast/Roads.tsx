import type { Answer } from "./answer.ts";
import { roads } from "./roads.ts";

interface Props {
  readonly answer: Exclude<Answer, { kind: "none" }>;
  readonly gatewayMs: number;
}

/** Which language did what and for how long, and the identity of the result. */
export function Roads({ answer, gatewayMs }: Props) {
  return (
    <section className="roads" aria-labelledby="roads-title">
      <header className="section-head">
        <h2 id="roads-title">Three roads meet</h2>
        <p>who did what, and for how long</p>
      </header>
      <ol>
        {roads(answer, gatewayMs).map((road) => (
          <li key={road.role} className={road.language.toLowerCase()}>
            <h3>
              {road.language} <span>{road.role}</span>
            </h3>
            <p className="time">
              {road.time} <span>{road.timeOf}</span>
            </p>
            {road.details.map((detail) => (
              <p key={detail}>{detail}</p>
            ))}
          </li>
        ))}
      </ol>
      <p className="checksum">
        Checksum <code data-testid="checksum">{answer.result.checksum}</code>{" "}
        {answer.kind === "partial" ? "so far" : "the same on every machine, to the last bit"}
      </p>
    </section>
  );
}
