import type { Fault } from "./fault.ts";
import { words } from "./words.ts";

interface Props {
  readonly fault: Fault;
  /** What goes on meanwhile, such as the next attempt. */
  readonly meanwhile?: string;
  readonly onRetry?: () => void;
}

/** A fault in plain words, with a way to try again. */
export function Notice({ fault, meanwhile, onRetry }: Props) {
  const { title, detail } = words(fault);
  return (
    <div className="notice" role="alert">
      <p>
        <strong>{title}.</strong> {detail} {meanwhile}
      </p>
      {onRetry && (
        <button type="button" className="quiet" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}
