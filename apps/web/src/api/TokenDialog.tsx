import { type FormEvent, useEffect, useRef } from "react";
import { keepToken, token } from "./token.ts";

/** Asks for the token of the gateway. */
export function TokenDialog({ onEntered }: { readonly onEntered: () => void }) {
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
  return (
    <dialog ref={dialog} aria-labelledby="token-title" onCancel={(event) => event.preventDefault()}>
      <form onSubmit={enter}>
        <h2 id="token-title">A token is needed</h2>
        <p>This gateway answers only those who have its token. It is kept until this tab is closed.</p>
        {refused && (
          <p id="token-fault" className="fault" role="alert">
            It does not accept the token that was entered.
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
      </form>
    </dialog>
  );
}
