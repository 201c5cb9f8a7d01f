import type { Plan } from "@trivium/gateway/schemas";
import { useState } from "react";
import { writeAddress } from "./address.ts";

/** Copies a link that opens this plan. */
export function ShareLink({ plan }: { readonly plan: Plan | undefined }) {
  const [copied, setCopied] = useState<Plan>();
  const copy = async () => {
    if (plan === undefined) return;
    await navigator.clipboard.writeText(
      `${location.origin}${location.pathname}${writeAddress({ plan, run: undefined })}`,
    );
    setCopied(plan);
  };
  const done = plan !== undefined && copied === plan;
  return (
    <button
      type="button"
      className="quiet"
      disabled={plan === undefined}
      onClick={() => void copy().catch(() => setCopied(undefined))}
    >
      <span aria-live="polite">{done ? "Link copied" : "Copy link"}</span>
    </button>
  );
}
