import { refusalWords } from "./refusal.ts";
import type { Outcome } from "./useSteering.ts";

/** What became of the last order. */
export function OutcomeLine({ outcome }: { readonly outcome: Outcome }) {
  switch (outcome.state) {
    case "none":
      return null;
    case "asked":
      return <p className="hint">Asking.</p>;
    case "done":
      return <p className="done">{outcome.text}</p>;
    case "refused": {
      const { title, detail } = refusalWords(outcome.fault);
      return (
        <div className="notice" role="alert">
          <p>
            <strong>{title}.</strong> {detail}
          </p>
        </div>
      );
    }
    default:
      return outcome satisfies never;
  }
}
