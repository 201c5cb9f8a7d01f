import { type FormEvent, type SyntheticEvent, useEffect, useRef } from "react";
import { keepToken, token } from "./token.ts";

/** What is needed, why, and what was wrong with the one that was entered. */
export interface TokenWords {
  readonly title: string;
  readonly why: string;
  readonly refused: string;
}

const ANY_TOKEN: TokenWords = {
  title: "A token is needed",
  why: "This gateway answers only those who have its token. It is kept until this tab is closed.",
  refused: "It does not accept the token that was entered.",
};

interface Props {
  readonly words?: TokenWords;
  readonly onEntered: () => void;
  /** Where one can go on without a token. */
  readonly onLeave?: () => void;
}

/** Asks for the token of the gateway. */
export function TokenDialog({ words = ANY_TOKEN, onEntered, onLeave }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const refused = token() !== undefined;
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  const enter = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const value = new FormData(event.currentTarget).get("token");
    if (typeof value !== "string" || value.trim() === "") return;
    keepToken(value.trim());
    onEntered();
  };
  const cancel = (event: SyntheticEvent) => {
    event.preventDefault();
    onLeave?.();
  };
  return (
    <dialog ref={dialog} aria-labelledby="token-title" onCancel={cancel}>
      <form onSubmit={enter}>
        <h2 id="token-title">{words.title}</h2>
        <p>{words.why}</p>
        {refused && (
          <p id="token-fault" className="fault" role="alert">
            {words.refused}
          </p>
        )}
        <label htmlFor="token">Token</label>
        <input
          id="token"
          name="token"
          type="password"
          autoComplete="off"
          required
          aria-describedby={refused ? "token-fault" : undefined}
        />
        <button type="submit" className="primary">
          Continue
        </button>
        {onLeave && (
          <button type="button" className="quiet" onClick={onLeave}>
            Go on without
          </button>
        )}
      </form>
    </dialog>
  );
}
