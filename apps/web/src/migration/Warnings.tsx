import type { Rollout } from "@trivium/gateway/schemas";
import type { ReactNode } from "react";
import type { Names } from "./names.ts";

interface Props {
  readonly rollout: Rollout;
  readonly names: Names;
}

/** What overrules the stage, or keeps it from changing. */
export function Warnings({ rollout: { killSwitch, storeUnreachable }, names }: Props) {
  const { on, description = "" } = killSwitch;
  return (
    <>
      {on && (
        <Warning title="The kill switch is on">
          {names.control} answers every call, whatever the stage. Switched on by{" "}
          {description || "an operator"}.
        </Warning>
      )}
      {!on && description !== "" && (
        <Warning title="The kill switch cannot be read">{description}. The state is unchanged.</Warning>
      )}
      {storeUnreachable && (
        <Warning title="The store cannot be reached">
          The last known stage holds, and evidence is kept. Steps have to wait; the kill button still works.
        </Warning>
      )}
    </>
  );
}

function Warning({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="notice" role="alert">
      <p>
        <strong>{title}.</strong> {children}
      </p>
    </div>
  );
}
