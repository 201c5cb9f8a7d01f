import type { Plan } from "@trivium/gateway/schemas";
import { useState } from "react";
import { copyText } from "../copyText.ts";
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

function label(copied: boolean | undefined): string {
  if (copied === undefined) return "Copy link";
  return copied ? "Link copied" : "Copy the address";
}
