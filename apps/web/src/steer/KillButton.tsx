import { useRef } from "react";

interface Props {
  /** Who answers every call once it is killed. */
  readonly control: string;
  /** Why there is nothing to kill, or nobody to do it; empty when it can be done. */
  readonly idle: string;
  readonly onKill: () => void;
}

/** Back to off at once, after one confirmation. */
export function KillButton({ control, idle, onKill }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const close = () => dialog.current?.close();
  return (
    <div className="kill">
      <button
        type="button"
        className="danger"
        aria-disabled={idle !== ""}
        aria-describedby="kill-hint"
        onClick={() => {
          if (idle === "") dialog.current?.showModal();
        }}
      >
        Kill
      </button>
      <p id="kill-hint" className="hint">
        {idle || `${control} answers every call at once, whatever the evidence.`}
      </p>
      <dialog ref={dialog} aria-labelledby="kill-title">
        <form
          method="dialog"
          onSubmit={() => {
            close();
            onKill();
          }}
        >
          <h2 id="kill-title">Kill this rollout?</h2>
          <p>{control} answers every call from now on. The way forward begins at shadow again.</p>
          {/* It is the safe direction, so the keyboard is at it. */}
          <button type="submit" className="danger" autoFocus>
            Kill it now
          </button>
          <button type="button" className="quiet" onClick={close}>
            Leave it
          </button>
        </form>
      </dialog>
    </div>
  );
}
