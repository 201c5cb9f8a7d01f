import type { Plan } from "@trivium/gateway/schemas";
import { useState } from "react";
import { writeAddress } from "./address.ts";

/** Copies a link that opens this plan. */
export function ShareLink({ plan }: { readonly plan: Plan | undefined }) {
  const [outcome, setOutcome] = useState<{ plan: Plan; copied: boolean }>();
  const copy = async () => {
    if (plan === undefined) return;
    const link = `${location.origin}${location.pathname}${writeAddress({ plan, run: undefined })}`;
    const copied = await copyText(link);
    setOutcome({ plan, copied });
  };
  const told = outcome !== undefined && outcome.plan === plan ? outcome.copied : undefined;
  return (
    <button type="button" className="quiet" disabled={plan === undefined} onClick={() => void copy()}>
      <span aria-live="polite">{label(told)}</span>
    </button>
  );
}

/** Whether the browser took the text. It has no clipboard where the page is not served securely. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function label(copied: boolean | undefined): string {
  if (copied === undefined) return "Copy link";
  return copied ? "Link copied" : "Copy the address";
}
