import { type RefObject, useRef, useState } from "react";
import type { Signature } from "./useSteering.ts";
import { keepWho, lastWho } from "./who.ts";

/** Who steers and why, as it stands in the form. */
export interface SignatureForm {
  readonly who: string;
  readonly why: string;
  /** Whether an order was given without a reason. */
  readonly missing: boolean;
  readonly whyField: RefObject<HTMLInputElement | null>;
  readonly onWho: (who: string) => void;
  readonly onWhy: (why: string) => void;
  /** The signature; without a reason undefined, and the field of it has the focus. */
  readonly sign: () => Signature | undefined;
  /** The signature of an order that must not wait for words. */
  readonly signAnyway: (reason: string) => Signature;
  /** The reason was used: the next order has another. */
  readonly used: () => void;
}

/** Keeps who and why while they are entered. */
export function useSignature(): SignatureForm {
  const [who, setWho] = useState(lastWho);
  const [why, setWhy] = useState("");
  const [missing, setMissing] = useState(false);
  const whyField = useRef<HTMLInputElement>(null);

  const signed = (reason: string): Signature => {
    const actor = who.trim();
    keepWho(actor);
    return actor === "" ? { reason } : { reason, actor };
  };
  return {
    who,
    why,
    missing,
    whyField,
    onWho: setWho,
    onWhy: (text) => {
      setWhy(text);
      setMissing(false);
    },
    sign: () => {
      const reason = why.trim();
      if (reason !== "") return signed(reason);
      setMissing(true);
      whyField.current?.focus();
      return undefined;
    },
    signAnyway: (reason) => signed(why.trim() || reason),
    used: () => {
      setWhy("");
      setMissing(false);
    },
  };
}
