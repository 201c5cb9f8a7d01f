import { useState } from "react";
import { copyText } from "../copyText.ts";

interface Props {
  readonly words: string;
  readonly command: string;
}

/** A command for a terminal, to be copied. */
export function CommandLine({ words, command }: Props) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="command">
      <p>{words}</p>
      <p>
        <code>{command}</code>
        <button type="button" className="quiet" onClick={() => void copyText(command).then(setCopied)}>
          <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
        </button>
      </p>
    </div>
  );
}
